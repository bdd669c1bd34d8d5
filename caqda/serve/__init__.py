"""The screen in a web browser, for those without a terminal.

The terminal emulator in the page is xterm.js as the package textual-serve carries it; nothing else of that
package is used. Page, server and rules are our own, because a study is confidential:

- one socket is opened, on this machine only unless the researcher names another address;
- whoever asks must know the token in the address (:mod:`caqda.serve.gate`);
- the page takes nothing from elsewhere and opens nothing elsewhere (:mod:`caqda.serve.page`);
- each page has a process of its own, which ends with it (:mod:`caqda.serve.child`).
"""
