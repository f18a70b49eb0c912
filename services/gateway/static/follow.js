// Following the reader's voice on the page: which word is heard now, lit up and kept in view.
// A block of the text is an element with data-block: 0 the title, then one for each block as it was published.
"use strict";

// When each word is heard, as /media/audio/…/words tells: [block, first, last, start, end], milliseconds, in order.
class Timings {
  constructor(words) { this.words = words; }

  // The entry that is heard at this second, or the last one before it; -1 before the first.
  at(seconds) {
    const moment = seconds * 1000;
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle][3] <= moment) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  // The second at which this character of the text is heard; null when the block is not read at all.
  secondsOf(block, character) {
    const mine = this.words.filter((word) => word[0] === block);
    if (!mine.length) return null;
    return (mine.find((word) => word[2] > character) ?? mine[0])[3] / 1000;
  }
}

class Follow {
  constructor() {
    this.blocks = new Map();
    for (const element of document.querySelectorAll("[data-block]")) this.blocks.set(Number(element.dataset.block), element);
    this.word = typeof Highlight === "function" && CSS.highlights ? new Highlight() : null;
    if (this.word) CSS.highlights.set("spoken", this.word);
    this.lit = null;
    this.following = true;
    this.onLost = () => {};
    // Whoever scrolls reads somewhere else: the page stays there until asked to come back.
    const away = () => { if (this.lit) this.lose(); };
    addEventListener("wheel", away, { passive: true });
    addEventListener("touchmove", away, { passive: true });
    addEventListener("keydown", (event) => {
      const moves = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];
      if (moves.includes(event.key) && !event.target.closest("input, select, textarea, .player")) away();
    });
  }

  lose() { this.following = false; this.onLost(false); }
  comeBack() { this.following = true; this.onLost(true); if (this.lit) this.bringIntoView(this.lit.range ?? this.lit.element); }

  show([block, first, last]) {
    const element = this.blocks.get(block);
    if (!element) return this.clear();
    if (this.lit?.element !== element) {
      this.lit?.element.classList.remove("is-read");
      element.classList.add("is-read");
    }
    const range = last > first ? rangeIn(element, first, last) : null;
    this.word?.clear();
    if (range) this.word?.add(range);
    this.lit = { element, range, block, first, last };
    if (this.following) this.bringIntoView(range ?? element);
  }

  clear() {
    this.word?.clear();
    this.lit?.element.classList.remove("is-read");
    this.lit = null;
  }

  // Nothing moves while the word stands well inside what is not covered by the bars above and below.
  bringIntoView(place) {
    const box = place.getBoundingClientRect();
    const covered = document.querySelector(".player-bar:not([hidden])")?.getBoundingClientRect().top ?? innerHeight;
    const bottom = Math.min(covered, innerHeight) - 40;
    if (box.top >= 90 && box.top + 30 <= bottom) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: box.top - bottom * 0.3, behavior: still ? "instant" : "smooth" });
  }

  // Where in the text this point of the screen is: {block, character}, or null.
  placeAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y) ?? caretOfOlder(x, y);
    const element = document.elementFromPoint(x, y)?.closest("[data-block]");
    if (!element) return null;
    const character = caret && element.contains(caret.offsetNode) ? characterAt(element, caret) : 0;
    return { block: Number(element.dataset.block), character };
  }
}

function caretOfOlder(x, y) {
  const range = document.caretRangeFromPoint?.(x, y);
  return range && { offsetNode: range.startContainer, offset: range.startOffset };
}

function* textsOf(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".listen-from") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode()) yield walker.currentNode;
}

function rangeIn(element, first, last) {
  const range = document.createRange();
  let position = 0;
  let begun = false;
  for (const node of textsOf(element)) {
    const end = position + node.length;
    if (!begun && first < end) { range.setStart(node, first - position); begun = true; }
    if (begun && last <= end) { range.setEnd(node, last - position); return range; }
    position = end;
  }
  return null;
}

function characterAt(element, caret) {
  let position = 0;
  for (const node of textsOf(element)) {
    if (node === caret.offsetNode) return position + caret.offset;
    position += node.length;
  }
  return 0;
}
