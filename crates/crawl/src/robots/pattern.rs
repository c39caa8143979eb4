//! Paths and the patterns of robots.txt, compared by what their escapes stand for (RFC 9309, 2.2.2 and 2.2.3).

/// A path or pattern as it is compared: letters, digits and `-._~` plain, all other escapes in capitals,
/// bytes outside ASCII escaped (RFC 9309, 2.2.2).
pub fn normal(path: &str) -> Vec<u8> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let escape = |byte: u8| [b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
    let mut bytes = path.as_bytes();
    let mut normal = Vec::with_capacity(bytes.len());
    while let Some((byte, rest)) = bytes.split_first() {
        bytes = rest;
        match escaped(*byte, rest) {
            Some(plain) => {
                bytes = &rest[2..];
                let unreserved = plain.is_ascii_alphanumeric() || b"-._~".contains(&plain);
                if unreserved { normal.push(plain) } else { normal.extend(escape(plain)) }
            }
            None if byte.is_ascii() => normal.push(*byte),
            None => normal.extend(escape(*byte)),
        }
    }
    normal
}

/// The byte that `%` and the two digits after it stand for.
fn escaped(byte: u8, rest: &[u8]) -> Option<u8> {
    let digits = rest.get(..2).filter(|digits| byte == b'%' && digits.iter().all(u8::is_ascii_hexdigit))?;
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Whether a pattern fits the start of a path: `*` stands for any bytes, `$` at the end for the end.
/// The leftmost fit of each piece is as good as any, so the time is linear in both for each piece.
pub fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let pieces: Vec<&[u8]> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return !to_the_end || rest.is_empty() };
    for piece in middle.iter().filter(|piece| !piece.is_empty()) {
        let Some(at) = rest.windows(piece.len()).position(|window| window == *piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    match (last.is_empty(), to_the_end) {
        (true, _) => true,
        (false, true) => rest.ends_with(last),
        (false, false) => rest.windows(last.len()).any(|window| window == *last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_compared_by_what_they_stand_for() {
        // RFC 9309, 2.2.2
        let star = |rule: &str, path: &str| !fits(&normal(rule), &normal(path));
        assert!(!star("/a%3cd", "/a%3Cd"));
        assert!(!star("/foo/bar/ツ", "/foo/bar/%E3%83%84"));
        assert!(!star("/foo/bar/%62%61%7A", "/foo/bar/baz"));
        assert!(star("/a%2Fb", "/a/b"), "a reserved character is not its escape");
        assert!(!star("/100%", "/100%"), "a lone percent sign is itself");
    }

    #[test]
    fn wildcards_fit_as_the_rfc_says() {
        let star = |rule: &str, path: &str| fits(&normal(rule), &normal(path));
        assert!(star("/path/file-with-a-%2A.html", "/path/file-with-a-%2A.html"));
        assert!(star("/*.php$", "/a/b.php") && !star("/*.php$", "/a/b.php?x") && star("/*.php", "/b.php?x"));
        assert!(star("/a*b*c", "/a--b--c--") && !star("/a*b*c", "/a--c--b"));
        assert!(star("/a*", "/a") && star("/*a*$", "/xa") && !star("/ab*b$", "/ab"));
        assert!(star("$", "") && !star("$", "/"));
    }
}
