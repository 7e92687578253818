// Small comforts only: every page works without this file.
"use strict";

// A form that came back with errors: bring the reader to the list of them.
const focusSummary = (root) => {
  const summary = root.querySelector("[data-focus]");
  if (summary) {
    summary.focus();
  }
};

// A second press on the same button would send the same step twice.
const sendOnce = (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // An answer that leaves the page standing, such as a download, must not lock the form for good.
  window.setTimeout(() => delete form.dataset.sent, 5000);
};

// Coming back with the browser's Back button brings the form back as it was left.
const forgetSent = () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
  });
};

// Selects of a filter form marked so show their choice at once, without the button.
const showAtOnce = (event) => {
  const form = event.target.form;
  if (form && form.hasAttribute("data-at-once") && event.target.matches("select")) {
    (form.requestSubmit || form.submit).call(form);
  }
};

// <button data-copy="#id">: put a value, such as a feed's address, on the clipboard.
const copyValue = async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button || !navigator.clipboard) {
    return;
  }
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText(source.value || source.textContent.trim());
  button.classList.add("copied");
  const said = button.querySelector("[data-copied]");
  if (said) {
    said.hidden = false;
  }
};

const closeMenu = (event) => {
  const menu = document.querySelector(".site-menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
};

document.addEventListener("DOMContentLoaded", () => {
  focusSummary(document);
  document.querySelectorAll("[data-needs-script]").forEach((element) => {
    element.hidden = false;
  });
});
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));
document.addEventListener("submit", sendOnce);
document.addEventListener("change", showAtOnce);
document.addEventListener("click", copyValue);
document.addEventListener("keydown", closeMenu);
window.addEventListener("pageshow", forgetSent);
