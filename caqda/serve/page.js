"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // Where the screen is: beside this page, by way of whatever tunnel or proxy led here.
  const look = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  const screen = new URL(`screen/${look}`, location.href);
  screen.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = screen.href;

  const again = document.getElementById("again");
  again.addEventListener("click", async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) location.reload();
    else {
      const told = document.getElementById("told");
      told.textContent = told.dataset.gone;
    }
  });

  // ctrl+v pastes what the browser has, ctrl+c copies what shift and the mouse marked: the emulator would make
  // keys of the screen of both. Where nothing is marked ctrl+c is one.
  let copied = false;
  document.addEventListener("copy", (event) => (copied = event.defaultPrevented)); // by the emulator
  document.addEventListener(
    "keydown",
    (event) => {
      if (!event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return;
      const key = event.key.toLowerCase();
      if (key === "v") event.stopImmediatePropagation();
      if (key === "c") {
        copied = false;
        document.execCommand("copy");
        if (copied) event.stopImmediatePropagation();
      }
    },
    true,
  );

  // Keys go to the screen from the first picture on, and to the button when the screen has gone.
  let seen = "";
  new MutationObserver(() => {
    const now = ["-closed", "-first-byte"].find((name) => document.body.classList.contains(name)) ?? "";
    if (now === seen) return;
    seen = now;
    if (now === "-closed") again.focus();
    else document.querySelector(".xterm-helper-textarea").focus();
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
