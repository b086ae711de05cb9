//! What a packed history would be when it is unpacked, found out without unpacking it.
//!
//! A pack of a few kilobytes can stand for gigabytes: by compression, and by differences that repeat what they build on.
//! Every object says how large it is, and is held to that.

use std::collections::HashMap;

use flate2::{Decompress, FlushDecompress, Status};

use crate::language::messages;

/// The longest chain of differences that a history is packed with.
const LONGEST_CHAIN: u32 = 50;
/// The largest object that is made of a difference, in bytes: what it builds on and itself lie in memory at once.
const LARGEST_DIFFERENCE: u64 = 64 << 20;
/// The largest commit or folder, in bytes.
const LARGEST_POINT: u64 = 16 << 20;
/// How many bytes a pack may be unpacked, whatever its size, and how many more for each of its bytes. Each version of a
/// long contract is a whole object, and a short difference to the one before.
const ALWAYS: u64 = 64 << 20;
const FOR_EACH: u64 = 256;

const COMMIT: u8 = 1;
const TREE: u8 = 2;
const BLOB: u8 = 3;
const DIFFERENCE: u8 = 6;

/// How many bytes objects are named with, and what ends a pack.
const NAME: usize = 20;

messages! {
    /// Why a packed history is not unpacked; a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum BundleFault in language {
        /// It is not written in the one form there is.
        Form => { "it is not in the form of a packed history", "其格式不是打包的历史" }
        /// It holds more than the one history.
        Foreign => { "it contains something that is not part of the history", "其中有不属于该历史的内容" }
        /// A bomb.
        TooLarge => { "unpacked, it would be too large for its size", "相对其大小，解开后过大" }
        /// What git said.
        Git(said: String) => { "git says: {said}", "git 的答复为：{said}" }
    }
}

/// An object as far as others build on it.
#[derive(Clone, Copy)]
struct Made {
    size: u64,
    is_blob: bool,
    chain: u32,
}

/// How many objects a pack holds, when it is one of the form that a history is packed in, and of a bearable size.
pub(in crate::history) fn weigh(pack: &[u8]) -> Result<u32, BundleFault> {
    let most = (pack.len() as u64).saturating_mul(FOR_EACH).saturating_add(ALWAYS);
    let head = pack
        .strip_prefix(b"PACK\0\0\0\x02")
        .and_then(|rest| rest.first_chunk::<4>())
        .ok_or(BundleFault::Form)?;
    let count = u32::from_be_bytes(*head);
    let end = pack
        .len()
        .checked_sub(NAME)
        .filter(|end| *end >= 12)
        .ok_or(BundleFault::Form)?;
    let mut at = 12;
    let mut total = 0_u64;
    let mut made: HashMap<usize, Made> = HashMap::new();
    for _ in 0..count {
        let (one, next) = object(&pack[..end], at, &made)?;
        total = total.saturating_add(one.size);
        let largest = if one.is_blob { most } else { LARGEST_POINT };
        if one.size > largest || total > most {
            return Err(BundleFault::TooLarge);
        }
        made.insert(at, one);
        at = next;
    }
    if at == end {
        Ok(count)
    } else {
        Err(BundleFault::Foreign)
    }
}

/// The object that begins there, and where the next one does.
fn object(pack: &[u8], start: usize, made: &HashMap<usize, Made>) -> Result<(Made, usize), BundleFault> {
    let mut rest = &pack[start..];
    let first = take(&mut rest)?;
    let kind = first >> 4 & 7;
    let mut size = u64::from(first & 15);
    let (mut shift, mut more) = (4, first & 0x80 != 0);
    while more {
        let byte = take(&mut rest)?;
        if shift > 50 {
            return Err(BundleFault::TooLarge);
        }
        size |= u64::from(byte & 0x7f) << shift;
        (shift, more) = (shift + 7, byte & 0x80 != 0);
    }
    let plain = |is_blob| Made {
        size,
        is_blob,
        chain: 0,
    };
    let (one, consumed) = match kind {
        COMMIT | TREE | BLOB => {
            let largest = if kind == BLOB { u64::MAX } else { LARGEST_POINT };
            if size > largest {
                return Err(BundleFault::TooLarge);
            }
            (plain(kind == BLOB), inflate(rest, size)?.1)
        }
        DIFFERENCE => {
            let back = offset(&mut rest)?;
            let base = start
                .checked_sub(back)
                .and_then(|base| made.get(&base))
                .ok_or(BundleFault::Form)?;
            let (head, consumed) = inflate(rest, size)?;
            let mut head = &head[..];
            if varint(&mut head)? != base.size {
                return Err(BundleFault::Form);
            }
            let one = Made {
                size: varint(&mut head)?,
                is_blob: base.is_blob,
                chain: base.chain + 1,
            };
            if one.chain > LONGEST_CHAIN || one.size.max(base.size).max(size) > LARGEST_DIFFERENCE {
                return Err(BundleFault::TooLarge);
            }
            (one, consumed)
        }
        _ => return Err(BundleFault::Form),
    };
    Ok((one, pack.len() - rest.len() + consumed))
}

fn take(rest: &mut &[u8]) -> Result<u8, BundleFault> {
    let (first, after) = rest.split_first().ok_or(BundleFault::Form)?;
    *rest = after;
    Ok(*first)
}

/// How far back an object lies that another one builds on.
fn offset(rest: &mut &[u8]) -> Result<usize, BundleFault> {
    let mut byte = take(rest)?;
    let mut back = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        byte = take(rest)?;
        let higher = back
            .checked_add(1)
            .filter(|back| back.leading_zeros() > 7)
            .ok_or(BundleFault::Form)?;
        back = higher << 7 | usize::from(byte & 0x7f);
    }
    Ok(back)
}

fn varint(rest: &mut &[u8]) -> Result<u64, BundleFault> {
    let mut value = 0;
    for shift in (0..56).step_by(7) {
        let byte = take(rest)?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(BundleFault::TooLarge)
}

/// The beginning of what is compressed, and how many bytes it took; it has to come out exactly as large as it says.
fn inflate(compressed: &[u8], size: u64) -> Result<(Vec<u8>, usize), BundleFault> {
    const BEGINNING: usize = 16;
    let mut stream = Decompress::new(true);
    let mut out = vec![0; 32 << 10];
    let mut beginning = Vec::new();
    loop {
        let (read, written) = (stream.total_in(), stream.total_out());
        let from = usize::try_from(read)
            .ok()
            .and_then(|read| compressed.get(read..))
            .ok_or(BundleFault::Form)?;
        let status = stream
            .decompress(from, &mut out, FlushDecompress::None)
            .map_err(|_| BundleFault::Form)?;
        let new = usize::try_from(stream.total_out() - written).map_err(|_| BundleFault::Form)?;
        let missing = BEGINNING.saturating_sub(beginning.len());
        beginning.extend(&out[..new.min(missing)]);
        let done = status == Status::StreamEnd;
        if stream.total_out() > size || (done && stream.total_out() != size) {
            return Err(BundleFault::Form);
        }
        if done {
            let consumed = usize::try_from(stream.total_in()).map_err(|_| BundleFault::Form)?;
            return Ok((beginning, consumed));
        }
        if stream.total_in() == read && new == 0 {
            return Err(BundleFault::Form);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::ZlibEncoder};

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// The lowest bits of a number.
    fn low(value: u64, mask: u8) -> u8 {
        value.to_le_bytes()[0] & mask
    }

    fn head(kind: u8, size: usize) -> Vec<u8> {
        let mut size = size as u64;
        let mut bytes = vec![kind << 4 | low(size, 15)];
        size >>= 4;
        while size > 0 {
            *bytes.last_mut().unwrap() |= 0x80;
            bytes.push(low(size, 0x7f));
            size >>= 7;
        }
        bytes
    }

    fn number(mut value: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while value > 0x7f {
            bytes.push(low(value, 0x7f) | 0x80);
            value >>= 7;
        }
        bytes.push(low(value, 0x7f));
        bytes
    }

    fn plain(kind: u8, bytes: &[u8]) -> Vec<u8> {
        [head(kind, bytes.len()), packed(bytes)].concat()
    }

    /// A difference to the object just before.
    fn difference(before: usize, base: u64, result: u64) -> Vec<u8> {
        let delta = [number(base), number(result), vec![1, b'x']].concat();
        let mut left = before as u64;
        let mut back = vec![low(left, 0x7f)];
        left >>= 7;
        while left > 0 {
            left -= 1;
            back.insert(0, low(left, 0x7f) | 0x80);
            left >>= 7;
        }
        [head(DIFFERENCE, delta.len()), back, packed(&delta)].concat()
    }

    fn pack(objects: &[Vec<u8>]) -> Vec<u8> {
        let count = u32::try_from(objects.len()).unwrap().to_be_bytes();
        [&b"PACK\0\0\0\x02"[..], &count, &objects.concat(), &[0; NAME]].concat()
    }

    #[test]
    fn a_pack_is_weighed_by_what_its_objects_say_and_held_to_it() {
        let text = plain(BLOB, &b"word ".repeat(200));
        let good = pack(&[
            text.clone(),
            difference(text.len(), 1000, 500),
            plain(COMMIT, b"x"),
            plain(TREE, b""),
        ]);
        assert_eq!(weigh(&good), Ok(4));
        let lied = [head(BLOB, 999), packed(&b"word ".repeat(200))].concat();
        assert_eq!(weigh(&pack(&[lied])), Err(BundleFault::Form));
        assert_eq!(
            weigh(&pack(&[text.clone(), difference(text.len(), 999, 500)])),
            Err(BundleFault::Form)
        );
        assert_eq!(
            weigh(&pack(&[[text.clone(), b"more".to_vec()].concat()])),
            Err(BundleFault::Foreign)
        );
        assert_eq!(weigh(&[&good[..], b"more"].concat()), Err(BundleFault::Foreign));
        // Tags, differences to what is named elsewhere, and kinds that nobody knows.
        for kind in [0, 4, 5, 7] {
            assert_eq!(weigh(&pack(&[plain(kind, b"x")])), Err(BundleFault::Form), "{kind}");
        }
        for cut in 0..good.len() {
            assert!(weigh(&good[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn what_would_be_far_larger_than_the_pack_is_refused() {
        let text = plain(BLOB, &b"word ".repeat(200));
        let large = difference(text.len(), 1000, LARGEST_DIFFERENCE + 1);
        assert_eq!(weigh(&pack(&[text.clone(), large])), Err(BundleFault::TooLarge));
        let mut many = vec![text.clone()];
        for _ in 0..3 {
            let back = many[1..].iter().map(Vec::len).sum::<usize>() + text.len();
            many.push(difference(back, 1000, 60 << 20));
        }
        assert_eq!(weigh(&pack(&many)), Err(BundleFault::TooLarge));
        let mut chain = vec![plain(BLOB, b"x")];
        for _ in 0..=LONGEST_CHAIN {
            chain.push(difference(chain.last().unwrap().len(), 1, 1));
        }
        assert_eq!(weigh(&pack(&chain)), Err(BundleFault::TooLarge));
        assert_eq!(weigh(&pack(&chain[..chain.len() - 1])), Ok(LONGEST_CHAIN + 1));
        assert_eq!(
            weigh(&pack(&[plain(TREE, &vec![0; 17 << 20])])),
            Err(BundleFault::TooLarge)
        );
    }
}
