// Tells the page around the frame how high this one is, once that page has asked; see
// docs/embedding.md. It says nothing else, and answers nobody but the page that holds the frame.
"use strict";
(() => {
  let isAsked = false;
  const page = document.documentElement;
  const say = (message) => parent.postMessage(message, "*");
  const height = () => Math.ceil(page.getBoundingClientRect().height);
  const tell = () => say({ type: "chapbook-height", height: height() });

  addEventListener("message", (event) => {
    if (parent === window || event.source !== parent) return;
    if (!event.data || event.data.type !== "chapbook-height") return;
    tell();
    if (isAsked) return;
    isAsked = true;
    new ResizeObserver(tell).observe(page);
  });

  // A frame that shows all of its page cannot scroll to the target of a link; its holder can.
  addEventListener("click", (event) => {
    const link = isAsked && event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) say({ type: "chapbook-place", top: target.getBoundingClientRect().top + scrollY });
  });
})();
