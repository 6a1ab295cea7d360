// A reading in a learning platform: SCORM 1.2 Run-Time Environment. Completion, score, resume.
// Without a platform, or without script, the reading can still be read and its answers stand in it.
"use strict";
(() => {
  const course = document.getElementById("scorm-course");
  const form = document.getElementById("scorm-check");
  const said = document.getElementById("scorm-status");
  const words = course.dataset;
  const fields = form ? [...form.querySelectorAll("fieldset")] : [];
  const answers = document.querySelectorAll('.learning-page [id$="-answer"]');
  const began = Date.now();
  const LONGEST = 3600; // of 4096 characters of suspend_data, with room for what stands around
  const state = { end: false, checked: false, given: {} };
  let api = null;
  let isOpen = false;
  let isReview = false;

  // RTE 3.3.6.1: the windows above this one, then those above the one that opened it.
  function above(start) {
    let each = start;
    for (let step = 0; each && step < 50; step += 1) {
      try {
        if (each.API) return each.API;
      } catch { /* a window of another site: keep climbing */ }
      if (each.parent === each) return null;
      each = each.parent;
    }
    return null;
  }
  const get = (name) => (isOpen ? String(api.LMSGetValue(`cmi.${name}`)) : "");
  const set = (name, value) => isOpen && !isReview && api.LMSSetValue(`cmi.${name}`, String(value));

  const chosen = (field) => [...field.querySelectorAll("input:checked")].map((each) => each.value);
  const rightOf = (field) => (field.dataset.right ?? "").split(" ").filter(Boolean);
  const isOpenQuestion = (field) => !field.dataset.right;
  const given = (field) =>
    (isOpenQuestion(field) ? field.querySelector("textarea").value : chosen(field).join(","));
  const isRight = (field) => given(field) === rightOf(field).join(",");
  const pointsOf = (field) => Number(field.dataset.points);

  function score() {
    const scored = fields.filter((field) => !isOpenQuestion(field));
    const total = scored.reduce((sum, field) => sum + pointsOf(field), 0);
    const points = scored.filter(isRight).reduce((sum, field) => sum + pointsOf(field), 0);
    return { points, total };
  }

  function verdict(field) {
    if (isOpenQuestion(field)) return words.compare;
    if (given(field) === "") return words.missing;
    return isRight(field) ? words.right : words.wrong;
  }

  function show() {
    for (const field of fields) {
      field.querySelector(".verdict").textContent = verdict(field);
      field.querySelector(".verdict").hidden = false;
      for (const told of field.querySelectorAll(".told")) told.hidden = false;
      field.dataset.verdict = isOpenQuestion(field) ? "open" : isRight(field) ? "right" : "wrong";
    }
    for (const each of answers) each.hidden = false;
  }

  function tell() {
    const lines = [];
    if (state.checked) {
      const { points, total } = score();
      if (total) lines.push(words.points.replace("{points}", points).replace("{total}", total));
      fields.forEach((field) => lines.push(`${field.querySelector("legend").textContent}: ${verdict(field)}`));
    }
    if (isComplete()) lines.push(words.done);
    said.textContent = lines.join(" ");
  }

  const isComplete = () => state.end && (state.checked || fields.length === 0);

  function kept() {
    const open = fields.filter(isOpenQuestion).length || 1;
    state.given = Object.fromEntries(fields.map((field) =>
      [field.id, given(field).slice(0, Math.floor(LONGEST / 2 / open))]));
    const all = JSON.stringify(state);
    return all.length <= LONGEST ? all : JSON.stringify({ ...state, given: {} });
  }

  // The last heading that has passed the top of the window: CMIString255.
  function place() {
    const heads = [...document.querySelectorAll(".learning-page :is(h1, h2, h3, h4)[id]")];
    const passed = heads.filter((head) => head.getBoundingClientRect().top <= 8);
    return (passed.at(-1)?.id ?? "").slice(0, 255);
  }

  function save() {
    if (!isOpen) return;
    set("suspend_data", kept());
    set("core.lesson_location", place());
    if (isComplete()) set("core.lesson_status", "completed");
    api.LMSCommit("");
  }

  function record() {
    const { points, total } = score();
    if (total) {
      set("core.score.min", 0);
      set("core.score.max", 100);
      set("core.score.raw", Math.round((10000 * points) / total) / 100);
    }
    let number = Number(get("interactions._count"));
    if (!get("interactions._children") || Number.isNaN(number)) return;
    for (const field of fields) {
      const one = `interactions.${number}`;
      const isTruth = /^(?:true|false)$/.test(field.dataset.right ?? "");
      // CMIFeedback: t or f where something is true or false, else the letters of the choices.
      const told = (said) => (isTruth ? said.slice(0, 1) : said);
      set(`${one}.id`, field.id);
      set(`${one}.type`, isOpenQuestion(field) ? "fill-in" : isTruth ? "true-false" : "choice");
      set(`${one}.weighting`, pointsOf(field));
      set(`${one}.student_response`, told(given(field)).slice(0, 255));
      if (!isOpenQuestion(field)) {
        set(`${one}.correct_responses.0.pattern`, told(rightOf(field).join(",")));
        set(`${one}.result`, isRight(field) ? "correct" : "wrong");
      }
      number += 1;
    }
  }

  function clock(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const two = (value) => String(value).padStart(2, "0");
    return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }

  function finish() {
    if (!isOpen) return;
    save();
    set("core.session_time", clock(Date.now() - began));
    set("core.exit", isComplete() ? "" : "suspend");
    api.LMSCommit("");
    api.LMSFinish("");
    isOpen = false;
  }

  function restore() {
    try {
      const before = JSON.parse(get("suspend_data") || "{}");
      state.end = before.end === true;
      state.checked = before.checked === true;
      for (const field of fields) {
        const old = before.given?.[field.id] ?? "";
        if (isOpenQuestion(field)) field.querySelector("textarea").value = old;
        else for (const each of field.querySelectorAll("input")) each.checked = old.split(",").includes(each.value);
      }
    } catch { /* not ours, or cut off: begin anew */ }
    if (state.checked) show();
    const at = document.getElementById(get("core.lesson_location"));
    if (at) at.scrollIntoView();
  }

  function start() {
    course.hidden = false;
    for (const each of answers) each.hidden = fields.length > 0;
    api = above(window) ?? (window.opener ? above(window.opener) : null);
    isOpen = api !== null && String(api.LMSInitialize("")) === "true";
    document.getElementById("scorm-link").textContent = isOpen ? words.saved : words.alone;
    if (isOpen) {
      isReview = get("core.lesson_mode") === "review";
      restore();
      if (get("core.lesson_status") === "not attempted") set("core.lesson_status", "incomplete");
    }
    tell();
    // What comes behind the text: a mere line would stay unseen between pixels, or be jumped over.
    new IntersectionObserver((seen, watch) => {
      if (!seen.some((each) => each.isIntersecting)) return;
      watch.disconnect();
      if (state.end) return;
      state.end = true;
      tell();
      save();
    }).observe(course);
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      state.checked = true;
      show();
      tell();
      record();
      save();
    });
    form?.addEventListener("change", save);
    document.addEventListener("visibilitychange", () => document.hidden && save());
    addEventListener("pagehide", finish);
    addEventListener("beforeunload", finish);
  }

  start();
})();
