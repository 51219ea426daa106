"""Training of the verifier: does this passage say what this claim says?"""
