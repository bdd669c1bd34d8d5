"""Reading HTML in tests."""

from html.parser import HTMLParser


class _Blocks(HTMLParser):
    TAGS = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "h4", "pre"})

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in self.TAGS:
            self.found.append((tag, ""))
        elif tag not in {"table", "tr", "thead", "tbody"}:
            self.found.append((tag, "?"))

    def handle_data(self, data):
        if self.found:
            tag, text = self.found[-1]
            self.found[-1] = (tag, text + data)


def blocks(html):
    """The elements that hold text, with it; any other element stands with a question mark."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    return [(tag, " ".join(text.split())) for tag, text in reader.found]
