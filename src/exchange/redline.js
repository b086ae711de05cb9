// The keys n and p go from change to change. The page reads without this.
(function () {
  "use strict";
  var stops = Array.prototype.slice.call(document.querySelectorAll("[id^='change-'], article.moved"));
  var at = -1;
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    var step = { n: 1, p: -1 }[event.key];
    if (!step || !stops.length) return;
    at = Math.min(Math.max(at + step, 0), stops.length - 1);
    stops[at].setAttribute("tabindex", "-1");
    stops[at].focus({ preventScroll: true });
    stops[at].scrollIntoView({ block: "center" });
  });
})();
