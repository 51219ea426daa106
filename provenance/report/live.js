"use strict";
// What a page does that is served by `provenance serve`: decisions go to the server, a newer
// report is told of, and showing it keeps the place. It asks nobody but the server it came from.
(() => {
  const one = (id) => document.getElementById(id);
  const bar = one("live");
  const told = one("live-told");
  const show = one("live-show");
  const atOnce = one("live-at-once");
  const shown = document.body.dataset.live;
  const EVERY = 1000;
  const PLACE = "provenance-place";
  const AT_ONCE = "provenance-at-once";
  let waits = false;
  let unwritten = 0;

  const say = (text, isWrong = false) => {
    if (told.textContent !== text) told.textContent = text;
    bar.classList.toggle("is-wrong", isWrong);
  };

  // --- The place: what is open, what stands at the top, and how far down.
  const landmark = () =>
    [...document.querySelectorAll("main [id]")].find((place) => {
      const box = place.getBoundingClientRect();
      return box.height > 0 && box.bottom > 0 && (box.top >= 0 || place.matches(".panel, .card"));
    });
  const keep = () => {
    const top = landmark();
    const open = [...document.querySelectorAll("details.sentence[open] .panel")];
    const place = {
      open: open.map((panel) => panel.id),
      top: top ? top.id : "",
      at: top ? top.getBoundingClientRect().top : 0,
      down: window.scrollY,
    };
    sessionStorage.setItem(PLACE, JSON.stringify(place));
  };
  const restore = () => {
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (!kept) return;
    const place = JSON.parse(kept);
    for (const id of place.open) {
      document.dispatchEvent(new CustomEvent("provenance-reveal", { detail: id }));
    }
    const top = place.top ? one(place.top) : null;
    if (top) window.scrollBy(0, top.getBoundingClientRect().top - place.at);
    else window.scrollTo(0, place.down);
  };
  const renew = () => {
    keep();
    location.reload();
  };
  const isBusy = () =>
    unwritten > 0 ||
    document.querySelector(".deciding") !== null ||
    document.activeElement.matches("input[type=search], textarea");

  // --- Decisions.
  const send = async ({ detail }) => {
    const { review, written } = detail;
    if (!review.decision) return;
    const { fingerprint, decision, comment, who, when, path } = review;
    const body = { fingerprint, decision, comment, who, when };
    if (path) body.path = path;
    unwritten += 1;
    try {
      const answer = await fetch("reviews", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error((await answer.text()).trim());
      unwritten -= 1;
      if (unwritten === 0) written();
      waits = true;
      say("Decision written.");
    } catch (error) {
      say(`Not written: ${error.message}. It is kept under “Decisions”.`, true);
    }
  };

  // --- Newer reports.
  const ask = async () => {
    try {
      const { version, checking, problem } = await (await fetch("version")).json();
      const isNewer = version !== shown;
      show.hidden = !isNewer;
      if (isNewer && (waits || atOnce.checked) && !isBusy()) return renew();
      if (unwritten > 0) return undefined;
      if (problem) say(`Not checked: ${problem}`, true);
      else if (checking) say("Checking…");
      else if (isNewer) say("There is a newer report.");
      else if (!waits) say("Live: what you save is checked again.");
    } catch {
      if (unwritten === 0) say("The server has ended; this report stays as it is.", true);
    }
    return undefined;
  };
  const again = async () => {
    if (!document.hidden) await ask();
    setTimeout(again, EVERY);
  };

  atOnce.checked = sessionStorage.getItem(AT_ONCE) === "yes";
  atOnce.addEventListener("change", () =>
    sessionStorage.setItem(AT_ONCE, atOnce.checked ? "yes" : "no"),
  );
  show.addEventListener("click", renew);
  document.addEventListener("provenance-decided", send);
  restore();
  setTimeout(again, EVERY);
})();
