"use strict";
// Shows the record of the citation at which one points, or on which the focus is. Without it the links still lead there.
(() => {
  const narrow = matchMedia("(max-width: 60rem)");
  let card = null;

  const marksOf = (record) => record.closest(".document").querySelectorAll(`a.ref[href="#${record.id}"]`);

  function light(record) {
    if (record === card) return;
    if (card) {
      card.classList.remove("lit", "sheet");
      marksOf(card).forEach((mark) => mark.classList.remove("lit"));
    }
    card = record;
    if (!record) return;
    record.classList.add("lit");
    marksOf(record).forEach((mark) => mark.classList.add("lit"));
  }

  function show(record) {
    light(record);
    if (narrow.matches) {
      record.classList.add("sheet");
      return;
    }
    // Only the records' own pane moves, never the text.
    const pane = record.closest(".records");
    const above = record.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    const below = above + record.offsetHeight - pane.clientHeight;
    if (above < 0 || record.offsetHeight > pane.clientHeight) pane.scrollTop += above - 8;
    else if (below > 0) pane.scrollTop += below + 8;
  }

  const targetOf = (link) => document.getElementById(link.hash.slice(1));

  // A note's number in the text stands for the first citation of that note.
  function markAt(element) {
    const link = element.closest("a.ref, a.call");
    return link && link.matches(".call") ? targetOf(link)?.querySelector("a.ref") : link;
  }

  function pointed(event) {
    const mark = markAt(event.target);
    if (mark && (event.type === "focusin" || !narrow.matches)) show(targetOf(mark));
    else if (event.target.closest(".card") && !narrow.matches) light(event.target.closest(".card"));
  }

  document.addEventListener("pointerover", pointed);
  document.addEventListener("focusin", pointed);
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.ref");
    if (mark && narrow.matches) {
      // The record lies over the text: no need to leave the place.
      event.preventDefault();
      show(targetOf(mark));
      card.focus({ preventScroll: true });
    } else if (!event.target.closest(".card") || event.target.closest(".ways a")) {
      if (card) card.classList.remove("sheet");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !card) return;
    const mark = document.getElementById(card.id.replace(/-r(\d+)$/, "-t$1"));
    if (mark && card.contains(document.activeElement)) mark.focus();
    light(null);
  });
})();
