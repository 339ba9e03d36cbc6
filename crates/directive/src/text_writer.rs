//! How the joined view of a text is written: white space folded, Markdown and HTML stepped over, columns told apart.
//!
//! Apart from the view itself, which only knows the result. Runs of plain text are copied whole.

/// So many spaces side by side part two columns.
const COLUMN_GAP: usize = 3;

/// Returns the length of the HTML that converters leave in Markdown, and whether it breaks the line.
fn html(text: &str) -> Option<(usize, bool)> {
    const MARKS: [(&str, bool); 4] = [("<br>", true), ("<br/>", true), ("<br />", true), ("&nbsp;", false)];
    MARKS.iter().find(|(mark, _)| text.starts_with(mark)).map(|(mark, line)| (mark.len(), *line))
}

/// Returns how many bytes from here on are copied as they are, whole characters: neither white space nor Markdown, but for
/// single spaces between them. Bytes that may begin white space outside ASCII (`U+00A0`, `U+2028`, `U+3000`) end a run.
fn plain_run(bytes: &[u8]) -> usize {
    let mut at = if bytes.first().is_some_and(|byte| is_plain(*byte)) { clean_blocks(bytes) } else { 0 };
    let plain = |at: usize| bytes.get(at).is_some_and(|byte| is_plain(*byte));
    while plain(at) || (at > 0 && bytes.get(at) == Some(&b' ') && plain(at + 1)) {
        at += 1;
    }
    at
}

/// Returns how many bytes of a text that begins plainly are plain for certain: whole blocks, in which no byte but a single
/// space needs a look. A compiler makes a few instructions of each.
fn clean_blocks(bytes: &[u8]) -> usize {
    const BLOCK: usize = 32;
    let ends = |(byte, next): (&u8, &u8)| !is_plain(*byte) & ((*byte != b' ') | !is_plain(*next));
    let pairs = bytes.chunks_exact(BLOCK).zip(bytes.get(1..).unwrap_or_default().chunks_exact(BLOCK));
    let clean = |(block, next): &(&[u8], &[u8])| !block.iter().zip(*next).fold(false, |any, pair| any | ends(pair));
    pairs.take_while(clean).count() * BLOCK
}

/// Tells whether a byte is neither white space nor Markdown, nor begins either.
fn is_plain(byte: u8) -> bool {
    let special = vietnamese::is_any_of(byte, [0x7F, b'|', b'*', b'#', b'>', b'<', b'&', 0xC2, 0xE2, 0xE3]);
    !(special | (byte <= b' '))
}

/// Writes the joined view.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
    /// Pairs of bytes, in `text` and in the normal form: from each pair on, the two run side by side.
    pub(crate) stretches: Vec<(usize, usize)>,
    /// Bytes of `text` before which a blank line or a rule stands.
    pub(crate) gaps: Vec<usize>,
    spaces: usize,
    breaks: usize,
    asterisks: usize,
    /// Where the white space began.
    since: usize,
    next: usize,
}

impl Writer {
    /// Writes a text in normal form.
    pub(crate) fn write(&mut self, normal: &str) {
        self.text.reserve(normal.len());
        let mut at = 0;
        while let Some(found) = normal[at..].chars().next() {
            let plain = plain_run(&normal.as_bytes()[at..]);
            if plain > 0 {
                self.push(at, &normal[at..at + plain]);
                at += plain;
                continue;
            }
            if self.spaces + self.breaks + self.asterisks == 0 {
                self.since = at;
            }
            let length = found.len_utf8();
            at += match found {
                '<' | '&' => self.mark(normal, at),
                _ => {
                    self.take(at, found, &normal[at..at + length]);
                    length
                }
            };
        }
    }

    /// Takes one character that may be white space or Markdown.
    fn take(&mut self, at: usize, found: char, text: &str) {
        match found {
            '\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}' => self.breaks += usize::from(found != '\r'),
            '|' | '\t' => self.breaks = self.breaks.max(1),
            '*' => self.asterisks += 1,
            '#' | '>' if self.breaks > 0 || self.text.is_empty() => self.asterisks += 1,
            _ if found.is_whitespace() => self.spaces += 1,
            _ => self.push(at, text),
        }
    }

    /// Takes what may be HTML, and returns its length.
    fn mark(&mut self, normal: &str, at: usize) -> usize {
        let Some((length, line)) = html(&normal[at..]) else {
            self.push(at, &normal[at..=at]);
            return 1;
        };
        self.breaks += usize::from(line);
        self.spaces += usize::from(!line);
        length
    }

    fn push(&mut self, at: usize, text: &str) {
        self.part(at, text.starts_with(char::is_lowercase));
        if self.stretches.is_empty() || self.next != at {
            self.stretches.push((self.text.len(), at));
        }
        self.text.push_str(text);
        self.next = at + text.len();
    }

    /// Writes the character that parts two words or lines; `next` is where the next one begins. Four asterisks end one heading and begin the next,
    /// but not before a small letter: there they stand inside a word.
    fn part(&mut self, next: usize, small: bool) {
        let line = self.breaks > 0 || self.spaces >= COLUMN_GAP || (self.asterisks >= 4 && !small);
        if self.breaks > 1 {
            self.gaps.push(self.text.len() + usize::from(!self.text.is_empty()));
        }
        if !self.text.is_empty() && (line || self.spaces > 0) {
            // One byte for one byte goes on with the stretch before it.
            let goes_on = self.next == self.since && next == self.since + 1;
            if !goes_on {
                self.stretches.push((self.text.len(), self.since));
            }
            self.text.push(if line { '\n' } else { ' ' });
            self.next = if goes_on { next } else { usize::MAX };
        }
        (self.spaces, self.breaks, self.asterisks) = (0, 0, 0);
    }
}
