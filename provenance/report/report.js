"use strict";
// What the page can do beyond being read: find, jump, copy, decide. Words of others are only ever
// set as text; the one place that parses markup takes what this page keeps for who has no script.
(() => {
  const one = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const said = (node) => {
    const copy = node.cloneNode(true);
    for (const aloud of all(".aloud", copy)) aloud.remove();
    return words(copy);
  };
  const make = (tag, given = {}, ...inside) => {
    const made = document.createElement(tag);
    Object.assign(made, given);
    made.append(...inside);
    return made;
  };
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("provenance", { createHTML: (markup) => markup })
    : { createHTML: (markup) => markup };
  const parsed = (kept) =>
    new DOMParser().parseFromString(policy.createHTML(kept.textContent), "text/html").body;

  // --- Folded parts of a large page: text until they are opened.
  const build = (fold) => {
    for (const kept of all(":scope > noscript", fold)) {
      kept.replaceWith(...parsed(kept).childNodes);
    }
    equip(fold);
  };
  const keptWith = (id) =>
    all("details > noscript").find((kept) => kept.textContent.includes(`id="${id}"`));

  const reveal = (id) => {
    const kept = one(id) ? null : keptWith(id);
    if (kept) build(kept.parentElement);
    const target = one(id);
    if (!target) return;
    if (target.matches(".article")) all(":scope > details.folded", target).forEach(open);
    for (let up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") open(up);
    if (!target.matches("a, button, input, summary, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.matches(".panel") ? "center" : "start" });
  };
  const open = (fold) => {
    build(fold);
    fold.open = true;
  };

  // --- Finding claims.
  const find = {
    words: one("find-words"),
    verdict: one("find-verdict"),
    outlet: one("find-outlet"),
    rule: one("find-rule"),
  };
  const STEP = 50;
  let index = null;
  let found = [];
  let shown = 0;
  let turn = 0;

  const entries = (article, root) =>
    all(".panel", root).map((panel) => ({
      id: panel.id,
      verdict: panel.dataset.verdict,
      rules: panel.dataset.rules.split(" "),
      outlet: article.dataset.outlet,
      name: article.dataset.name,
      mark: words(panel.querySelector(".verdict > strong")),
      symbol: words(panel.querySelector(".symbol")),
      line: words(panel.querySelector(".place")),
      text: said(panel.closest("details").querySelector(".said")),
      all: words(panel).toLowerCase(),
    }));
  const indexed = async (mine) => {
    if (index) return index;
    const made = [];
    let rested = performance.now();
    for (const article of all(".article")) {
      const kept = article.querySelector(":scope > .folded > noscript");
      made.push(...entries(article, kept ? parsed(kept) : article));
      if (performance.now() - rested < 40) continue;
      await new Promise((done) => setTimeout(done));
      if (mine !== turn) return null;
      rested = performance.now();
    }
    index = made;
    return index;
  };
  const asked = () =>
    Object.entries(find).filter(([, field]) => field.value.trim() !== "");

  const search = async () => {
    turn += 1;
    const mine = turn;
    if (asked().length === 0) {
      one("results").hidden = true;
      found = [];
      return;
    }
    one("results").hidden = false;
    one("results-told").textContent = "Looking…";
    const known = await indexed(mine);
    if (known === null || mine !== turn) return;
    const wanted = find.words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    found = known.filter(
      (entry) =>
        (!find.verdict.value || entry.verdict === find.verdict.value) &&
        (!find.outlet.value || entry.outlet === find.outlet.value) &&
        (!find.rule.value || entry.rules.includes(find.rule.value)) &&
        wanted.every((word) => entry.text.toLowerCase().includes(word) || entry.all.includes(word)),
    );
    shown = 0;
    one("results-list").replaceChildren();
    one("results-told").textContent =
      found.length === 0
        ? "No claim is like this."
        : `${found.length} of ${known.length} claims.`;
    more();
  };
  const more = () => {
    for (const entry of found.slice(shown, shown + STEP)) {
      const verdict = make("span", { className: `tag v-${entry.verdict}` });
      verdict.append(`${entry.symbol} ${entry.mark.replace(/\.$/, "")}`);
      const link = make("a", { href: `#${entry.id}` }, make("bdi", {}, entry.name));
      link.append(`, ${entry.line.split(":").slice(-2, -1).map((line) => `line ${line}`)}`);
      one("results-list").append(make("li", {}, verdict, " ", link, ": ", make("bdi", {}, entry.text)));
    }
    shown = Math.min(found.length, shown + STEP);
    one("results-more").hidden = shown >= found.length;
  };
  const written = () => {
    const state = new URLSearchParams(asked().map(([name, field]) => [name, field.value.trim()]));
    history.replaceState(null, "", asked().length ? `#find?${state}` : "#");
  };
  const changed = () => {
    written();
    search();
  };
  const clear = () => {
    for (const field of Object.values(find)) field.value = "";
    changed();
  };
  const follow = () => {
    const place = decodeURIComponent(location.hash.slice(1));
    if (place.startsWith("find?")) {
      const state = new URLSearchParams(location.hash.slice("#find?".length));
      for (const [name, field] of Object.entries(find)) field.value = state.get(name) || "";
      search();
      one("results").scrollIntoView();
    } else if (place) {
      reveal(place);
    }
  };

  // --- Copies: a link to a claim, a claim with all that a footnote needs.
  const tell = (button, text) => {
    const before = button.dataset.says || button.textContent;
    button.dataset.says = before;
    button.textContent = text;
    setTimeout(() => (button.textContent = before), 2000);
  };
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
      tell(button, "Copied");
    } catch {
      const field = make("textarea", { value: text, readOnly: true, className: "copied" });
      field.setAttribute("aria-label", "Press the keys for copying");
      button.after(field);
      field.select();
      field.addEventListener("blur", () => field.remove());
    }
  };
  const cited = (panel) => {
    const article = panel.closest(".article");
    const published = article.querySelector(".published");
    const about = [
      words(article.querySelector(".kicker")),
      `“${words(article.querySelector("h2"))}”`,
      published ? words(published) : "no date",
      words(panel.querySelector(".place")),
    ];
    const stages = all(".chain > li", panel).slice(1).map((stage) => said(stage));
    return [
      `${about.filter(Boolean).join(", ")}: “${said(panel.closest("details").querySelector(".said"))}”`,
      said(panel.querySelector(".verdict")).replace(/ #$/, ""),
      ...stages,
      words(document.querySelector(".foot")).split(". ")[0] + ".",
    ].join("\n");
  };

  // --- Decisions on findings, as the text of a reviews.toml.
  const SAYS = { accepted: "Accepted", rejected: "Rejected", comment: "Comment" };
  const decided = new Map();
  let unsaved = false;
  let lastName = "";
  const quoted = (text) =>
    `"${text.toWellFormed ? escaped(text.toWellFormed()) : escaped(text)}"`;
  const escaped = (text) =>
    text.replace(/[\\"\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, (sign) =>
      sign === "\\" || sign === '"'
        ? `\\${sign}`
        : sign === "\n"
          ? "\\n"
          : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const plain = (text) => words({ textContent: text.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ") });
  const told = (rule) => words(all("option", find.rule).find((option) => option.value === rule));
  const before = all("[data-review]").map(({ dataset }) => ({
    fingerprint: dataset.review,
    decision: dataset.decision,
    comment: dataset.comment,
    who: dataset.who,
    when: dataset.when,
  }));
  const toml = () => {
    const kept = before.filter((review) => !decided.has(review.fingerprint));
    const tables = [...kept, ...[...decided.values()].filter((review) => review.decision)];
    const written = tables.map((review) => {
      const head = review.rule
        ? `# ${plain(`${told(review.rule)}: ${review.path}:${review.line}`)}\n`
        : "";
      const lines = ["fingerprint", "decision", "comment", "who", "when", "path"]
        .filter((key) => review[key])
        .map((key) => `${key} = ${quoted(review[key])}`);
      return `${head}[[review]]\n${lines.join("\n")}\n`;
    });
    return written.join("\n");
  };
  const refresh = () => {
    const entered = [...decided.values()].filter((review) => review.decision).length;
    one("desk-text").value = toml();
    one("desk-form").hidden = one("desk-text").value === "";
    one("desk-told").textContent = `${entered} entered here, ${before.length} from before.${
      unsaved ? " Not saved yet." : ""
    }`;
    for (const place of all("[data-fingerprint]")) show(place);
  };
  const show = (place) => {
    const review = decided.get(place.dataset.fingerprint);
    all(":scope > .entered", place).forEach((old) => old.remove());
    if (!review || !review.decision) return;
    const by = review.who ? ` by ${review.who}` : "";
    const told = make("span", { className: "entered" });
    told.append(`${SAYS[review.decision]}${by}${review.comment ? `: ${review.comment}` : ""}`);
    place.append(told);
  };
  const decide = (place, button) => {
    const known = decided.get(place.dataset.fingerprint) || {};
    const form = make("div", { className: "deciding" });
    form.setAttribute("role", "group");
    form.setAttribute("aria-label", `Decision on ${place.dataset.rule}, line ${place.dataset.line || "unknown"}`);
    const choices = Object.entries(SAYS).map(([value, label]) => {
      const radio = make("input", { type: "radio", name: `decision-${place.dataset.fingerprint}`, value });
      radio.checked = value === (known.decision || "accepted");
      return make("label", {}, radio, ` ${label}`);
    });
    const comment = make("textarea", { rows: 2, value: known.comment || "" });
    const who = make("input", { type: "text", value: known.who || lastName });
    const enter = make("button", { type: "button" }, "Enter");
    const remove = make("button", { type: "button" }, "Take back");
    const leave = make("button", { type: "button" }, "Cancel");
    const close = () => {
      form.remove();
      button.setAttribute("aria-expanded", "false");
      button.focus();
    };
    const keep = (decision) => {
      lastName = who.value.trim();
      const review = {
        ...place.dataset,
        decision,
        comment: comment.value.trim(),
        who: lastName,
        when: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      };
      decided.set(place.dataset.fingerprint, review);
      unsaved = true;
      close();
      refresh();
      const written = () => {
        unsaved = false;
        refresh();
      };
      // Heard by live.js, where the page is served.
      document.dispatchEvent(new CustomEvent("provenance-decided", { detail: { review, written } }));
    };
    enter.addEventListener("click", () => keep(form.querySelector("input:checked").value));
    remove.addEventListener("click", () => keep(""));
    leave.addEventListener("click", close);
    form.addEventListener("keydown", (event) => event.key === "Escape" && close());
    form.append(
      make("p", { className: "choices" }, ...choices),
      make("label", { className: "stacked" }, "Comment ", comment),
      make("label", { className: "stacked" }, "Who decides ", who),
      make("p", { className: "buttons" }, enter, " ", ...(known.decision ? [remove, " "] : []), leave),
    );
    button.after(form);
    button.setAttribute("aria-expanded", "true");
    form.querySelector("input:checked").focus();
  };
  const save = () => {
    const file = URL.createObjectURL(new Blob([toml()], { type: "application/toml" }));
    const link = make("a", { href: file, download: "reviews.toml" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
    unsaved = false;
    refresh();
  };

  // --- Buttons, where there is something to do with them.
  const button = (label, act) => {
    const made = make("button", { type: "button", className: "act" }, label);
    made.addEventListener("click", () => act(made));
    return made;
  };
  const linked = (id) => `${location.href.split("#")[0]}#${id}`;
  const equip = (root) => {
    for (const place of all("[data-fingerprint]:not(.equipped)", root)) {
      if (place.closest(".panel") && !place.closest("details.sentence").open) continue;
      place.classList.add("equipped");
      const press = button("Accept or reject\u2026", (pressed) =>
        pressed.getAttribute("aria-expanded") === "true" ? null : decide(place, pressed),
      );
      press.setAttribute("aria-expanded", "false");
      place.append(" ", press);
      if (place.matches(".card, .decides")) {
        place.append(" ", button("Copy link", (pressed) => copy(linked(place.id), pressed)));
      }
      show(place);
    }
    for (const panel of all("details.sentence[open] .panel:not(.equipped)", root)) {
      panel.classList.add("equipped");
      panel.append(
        make(
          "p",
          { className: "buttons" },
          button("Copy link", (pressed) => copy(linked(panel.id), pressed)),
          " ",
          button("Copy as citation", (pressed) => copy(cited(panel), pressed)),
        ),
      );
    }
  };

  // --- Keys.
  const stops = () => all(one("results").hidden ? ".first .card" : "#results-list > li");
  const step = (by) => {
    const list = stops();
    if (list.length === 0) return;
    const at = list.findIndex((stop) => stop.contains(document.activeElement));
    const next = list[Math.min(list.length - 1, Math.max(0, at === -1 && by < 0 ? 0 : at + by))];
    next.tabIndex = -1;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const typing = (target) => target.matches("input, textarea, select");
  const pressed = (event) => {
    if (event.key === "Escape" && asked().length && event.target.closest(".finder, #results")) {
      clear();
      find.words.focus();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (!one("keys-on").checked) return;
    const act = { "/": () => find.words.focus(), n: () => step(1), p: () => step(-1) }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  };

  const start = () => {
    document.querySelector(".finder").hidden = false;
    const wide = window.matchMedia("(min-width: 60.01rem)");
    const fit = () => (one("finder-more").open = wide.matches || asked().length > 0);
    wide.addEventListener("change", fit);
    fit();
    one("desk").hidden = false;
    one("keys").hidden = false;
    for (const figure of all(".figure:not(.nothing)")) {
      const label = figure.querySelector(".label-of");
      const link = make("a", { href: `#find?verdict=${figure.dataset.verdict}` });
      link.append(...label.childNodes);
      label.append(link);
    }
    for (const field of Object.values(find)) field.addEventListener("input", changed);
    one("find-clear").addEventListener("click", clear);
    one("results-more").addEventListener("click", more);
    one("desk-save").addEventListener("click", save);
    one("desk-copy").addEventListener("click", (event) => copy(toml(), event.currentTarget));
    document.addEventListener("toggle", (event) => event.target.open && build(event.target), true);
    document.addEventListener("keydown", pressed);
    window.addEventListener("hashchange", follow);
    document.addEventListener("provenance-reveal", (event) => reveal(event.detail));
    window.addEventListener("beforeprint", () => all("details.folded").forEach(open));
    window.addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
    equip(document.querySelector("main"));
    refresh();
    follow();
  };
  start();
})();
