"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // Where the screen is: beside this page, by way of whatever tunnel or proxy led here.
  const look = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  const screen = new URL(`screen/${look}`, location.href);
  screen.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = screen.href;

  const again = document.getElementById("again");
  again.addEventListener("click", () => location.reload());

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
