"use strict";
// The page reads and links without this script. It lights up the words of a statement in every report at once, and
// brings them into view in the other reports when one of them is chosen.
(function () {
  var lit = [];
  function keysOf(node) {
    var holder = node && node.closest ? node.closest("[data-keys]") : null;
    return holder ? holder.dataset.keys.split(" ") : [];
  }
  function withKeys(keys) {
    return Array.prototype.filter.call(document.querySelectorAll("[data-keys]"), function (node) {
      return node.dataset.keys.split(" ").some(function (key) { return keys.indexOf(key) >= 0; });
    });
  }
  function light(event) {
    lit.forEach(function (node) { node.classList.remove("lit"); });
    var keys = keysOf(event.target);
    lit = keys.length ? withKeys(keys) : [];
    lit.forEach(function (node) { node.classList.add("lit"); });
  }
  function bringIntoView(event) {
    var text = event.target.closest(".fulltext");
    if (!text || event.target.closest("a")) { return; }
    var seen = [text];
    withKeys(keysOf(event.target)).forEach(function (node) {
      var other = node.closest(".fulltext");
      if (!other || seen.indexOf(other) >= 0) { return; }
      seen.push(other);
      other.scrollTop += node.getBoundingClientRect().top - other.getBoundingClientRect().top - 48;
    });
  }
  // A mark that another one crosses is in several pieces, and the address names the first.
  function aim() {
    document.querySelectorAll(".aimed").forEach(function (node) { node.classList.remove("aimed"); });
    var anchor = decodeURIComponent(location.hash.slice(1));
    document.querySelectorAll("[data-of]").forEach(function (node) {
      if (node.dataset.of === anchor) { node.classList.add("aimed"); }
    });
  }
  window.addEventListener("hashchange", aim);
  aim();
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
  // Pressing a text also focuses it, which puts the light out: the words pressed are lit again.
  document.addEventListener("click", light);
  document.addEventListener("click", bringIntoView);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(":not(.statement) > details").forEach(function (node) { node.open = true; });
  });
})();
