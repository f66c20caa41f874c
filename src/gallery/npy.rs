//! A student's templates as NumPy keeps them: float64, N x 128, C order, format version 1.0.
//!
//! What numpy may have written is read too: a lone vector of 128, float32, either byte order, Fortran order. A file is
//! somebody else's until it is read, so nothing in it is believed before it is checked.

use std::io;

use npyz::{DType, NpyFile, Order, TypeChar, WriterBuilder};

use crate::core::face::EMBEDDING_LEN;
use crate::core::{Embedding, EmbeddingError};
use crate::text;
use crate::words::Text;

/// The largest file that is read: room for 65,000 templates of one student.
pub(super) const MAX_BYTES: u64 = 64 << 20;

const MAGIC: &[u8] = b"\x93NUMPY";

/// Why a file holds no templates. The words follow the file's name: "alip.npy: the file is empty".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub(super) enum NpyError {
    Empty,
    NotNpy,
    Header,
    Type(String),
    Shape(String),
    Short,
    Template { row: usize, error: EmbeddingError },
    TooLarge(u64),
}

impl NpyError {
    /// What is wrong, to stand behind a colon.
    pub(super) fn text(&self) -> Text {
        match self {
            Self::Empty => text!("gallery-file-empty"),
            Self::NotNpy => text!("gallery-not-npy"),
            Self::Header => text!("gallery-header"),
            Self::Type(name) => text!("gallery-type", type = name),
            Self::Shape(there) => text!("gallery-shape", there = there, needed = EMBEDDING_LEN),
            Self::Short => text!("gallery-cut-short"),
            Self::Template { row, error } => text!("gallery-template", row = *row, reason = error.text()),
            Self::TooLarge(size) => text!("gallery-file-too-large", size = size.to_string()),
        }
    }
}

/// The templates in a file's bytes, in order. An array of nothing holds none.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Embedding>, NpyError> {
    if bytes.is_empty() {
        return Err(NpyError::Empty);
    }
    if !bytes.starts_with(MAGIC) {
        return Err(NpyError::NotNpy);
    }
    check_header(bytes)?;
    let file = NpyFile::new(bytes).map_err(|_| NpyError::Header)?;
    let (header, data) = (file.header().clone(), file.into_inner());

    let shape = header.shape();
    if shape.contains(&0) {
        return Ok(Vec::new());
    }
    let rows = match *shape {
        [columns] if columns == EMBEDDING_LEN as u64 => 1,
        [rows, columns] if columns == EMBEDDING_LEN as u64 => rows,
        _ => return Err(NpyError::Shape(in_words(shape))),
    };
    let width = float_width(&header.dtype())?;
    // Before anything is reserved for what the header promises.
    if (data.len() as u64) < rows * EMBEDDING_LEN as u64 * width {
        return Err(NpyError::Short);
    }
    let order = header.order();
    let file = NpyFile::with_header(header, data);
    let values: Vec<f64> = match width {
        4 => file.into_vec::<f32>().map_err(|_| NpyError::Short)?.into_iter().map(f64::from).collect(),
        _ => file.into_vec::<f64>().map_err(|_| NpyError::Short)?,
    };
    let values = if order == Order::Fortran { transposed(&values, rows as usize) } else { values };
    (1..)
        .zip(values.chunks_exact(EMBEDDING_LEN))
        .map(|(row, values)| Embedding::new(values).map_err(|error| NpyError::Template { row, error }))
        .collect()
}

/// The bytes of a file that holds these templates.
pub(super) fn write<'a>(templates: impl ExactSizeIterator<Item = &'a Embedding>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = npyz::WriteOptions::<f64>::new()
        .default_dtype()
        .shape(&[templates.len() as u64, EMBEDDING_LEN as u64])
        .writer(&mut bytes)
        .begin_nd()?;
    for template in templates {
        writer.extend(template.as_slice().iter().copied())?;
    }
    writer.finish()?;
    Ok(bytes)
}

/// Whether the header may be given to the parser. It is a Python literal, and the parser goes one call deeper for each
/// bracket and multiplies the dimensions unchecked: nesting could end the process, and so could large numbers.
fn check_header(bytes: &[u8]) -> Result<(), NpyError> {
    let (begin, len) = match *bytes {
        [_, _, _, _, _, _, 1, 0, a, b, ..] => (10, usize::from(u16::from_le_bytes([a, b]))),
        [_, _, _, _, _, _, 2 | 3, 0, a, b, c, d, ..] => (12, u32::from_le_bytes([a, b, c, d]) as usize),
        _ => return Err(NpyError::Header),
    };
    let text = bytes[begin..].get(..len).ok_or(NpyError::Short)?;
    let count = |wanted: fn(&u8) -> bool| text.iter().filter(|byte| wanted(byte)).count();
    let plain = len <= 4096
        && count(|byte| b"([{".contains(byte)) <= 4
        && count(u8::is_ascii_digit) <= 16
        && !text.windows(2).any(|pair| pair.eq_ignore_ascii_case(b"0x"));
    if plain { Ok(()) } else { Err(NpyError::Header) }
}

fn float_width(dtype: &DType) -> Result<u64, NpyError> {
    if let DType::Plain(scalar) = dtype
        && scalar.type_char() == TypeChar::Float
        && let width @ (4 | 8) = scalar.size_field()
    {
        return Ok(width);
    }
    Err(NpyError::Type(dtype.descr()))
}

fn transposed(columns: &[f64], rows: usize) -> Vec<f64> {
    (0..rows).flat_map(|row| columns.iter().skip(row).step_by(rows).copied()).collect()
}

fn in_words(shape: &[u64]) -> String {
    match shape {
        [] => "1".to_owned(),
        _ => shape.iter().map(u64::to_string).collect::<Vec<_>>().join(" x "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file as numpy writes it, with this header and data.
    fn npy(header: &str, data: &[u8]) -> Vec<u8> {
        let mut text = header.to_owned();
        while !(10 + text.len() + 1).is_multiple_of(64) {
            text.push(' ');
        }
        text.push('\n');
        let mut bytes = [MAGIC, &[1, 0], &(text.len() as u16).to_le_bytes(), text.as_bytes()].concat();
        bytes.extend_from_slice(data);
        bytes
    }

    fn header(descr: &str, fortran: &str, shape: &str) -> String {
        format!("{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}")
    }

    fn value(row: usize, column: usize) -> f64 {
        row as f64 + column as f64 / 256.0
    }

    fn embedding(row: usize) -> Embedding {
        let values: Vec<f64> = (0..128).map(|column| value(row, column)).collect();
        Embedding::new(&values).unwrap()
    }

    fn data<const N: usize>(rows: usize, bytes: impl Fn(f64) -> [u8; N]) -> Vec<u8> {
        (0..rows)
            .flat_map(|row| (0..128).map(move |column| (row, column)))
            .flat_map(|(r, c)| bytes(value(r, c)))
            .collect()
    }

    #[test]
    fn a_file_is_laid_out_as_numpy_does() {
        let rows = [embedding(0), embedding(1), embedding(2)];
        let bytes = write(rows.iter()).unwrap();
        assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00");
        let len = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
        assert_eq!((10 + len) % 16, 0);
        let text = std::str::from_utf8(&bytes[10..10 + len]).unwrap();
        assert!(text.ends_with('\n'));
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(plain, "{'descr':'<f8','fortran_order':False,'shape':(3,128,),}");
        assert_eq!(bytes[10 + len..], data(3, f64::to_le_bytes));
        assert_eq!(read(&bytes).unwrap(), rows);
    }

    #[test]
    fn what_numpy_may_have_written_is_read() {
        let fortran: Vec<u8> = (0..128).flat_map(|c| (0..2).flat_map(move |r| value(r, c).to_le_bytes())).collect();
        let mut version_2 = npy(&header("<f8", "False", "(2, 128)"), &data(2, f64::to_le_bytes));
        version_2[6] = 2;
        version_2.splice(10..10, [0, 0]);
        let cases = [
            ("as written here", npy(&header("<f8", "False", "(2, 128)"), &data(2, f64::to_le_bytes)), 2),
            ("a lone vector", npy(&header("<f8", "False", "(128,)"), &data(1, f64::to_le_bytes)), 1),
            ("float32", npy(&header("<f4", "False", "(2, 128)"), &data(2, |v| (v as f32).to_le_bytes())), 2),
            ("big-endian", npy(&header(">f8", "False", "(2, 128)"), &data(2, f64::to_be_bytes)), 2),
            ("big-endian float32", npy(&header(">f4", "False", "(128,)"), &data(1, |v| (v as f32).to_be_bytes())), 1),
            ("Fortran order", npy(&header("<f8", "True", "(2, 128)"), &fortran), 2),
            ("format version 2.0", version_2, 2),
            ("nobody", npy(&header("<f8", "False", "(0, 128)"), &[]), 0),
            ("nothing", npy(&header("<f8", "False", "(0,)"), &[]), 0),
        ];
        for (what, bytes, rows) in cases {
            assert_eq!(read(&bytes), Ok((0..rows).map(embedding).collect::<Vec<_>>()), "{what}");
        }
    }

    #[test]
    fn what_is_no_gallery_file_is_refused_with_its_reason() {
        let good = npy(&header("<f8", "False", "(2, 128)"), &data(2, f64::to_le_bytes));
        let mut not_finite = good.clone();
        let at = good.len() - 8;
        not_finite[at..].copy_from_slice(&f64::NAN.to_le_bytes());
        let two = data(2, f64::to_le_bytes);
        let nested = npy(&format!("{}{}", "(".repeat(2000), ")".repeat(2000)), &two);
        let huge = npy(&header("<f8", "False", "(18446744073709551615, 18446744073709551615)"), &two);
        let hexadecimal = npy(&header("<f8", "False", "(0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF)"), &two);
        let promise = npy(&header("<f8", "False", "(99999999, 128)"), &two);
        let cases = [
            ("nothing", Vec::new(), NpyError::Empty),
            ("text", b"hello".to_vec(), NpyError::NotNpy),
            ("zeros, as after a power cut", vec![0; 1152], NpyError::NotNpy),
            ("magic alone", MAGIC.to_vec(), NpyError::Header),
            ("half a header", good[..40].to_vec(), NpyError::Short),
            ("half the data", good[..good.len() - 1].to_vec(), NpyError::Short),
            ("no data", good[..good.len() - 2048].to_vec(), NpyError::Short),
            ("a header that is no dictionary", npy("[]", &two), NpyError::Header),
            ("a header without a shape", npy("{'descr': '<f8', 'fortran_order': False, }", &two), NpyError::Header),
            ("a deeply nested header", nested, NpyError::Header),
            ("dimensions that overflow", huge, NpyError::Header),
            ("hexadecimal dimensions", hexadecimal, NpyError::Header),
            ("more rows than the file could hold", promise, NpyError::Short),
            ("a negative dimension", npy(&header("<f8", "False", "(-1, 128)"), &two), NpyError::Header),
            ("wrong width", npy(&header("<f8", "False", "(4, 64)"), &two), NpyError::Shape("4 x 64".into())),
            (
                "three dimensions",
                npy(&header("<f8", "False", "(1, 2, 128)"), &two),
                NpyError::Shape("1 x 2 x 128".into()),
            ),
            ("a single number", npy(&header("<f8", "False", "()"), &two), NpyError::Shape("1".into())),
            ("integers", npy(&header("<i8", "False", "(2, 128)"), &two), NpyError::Type("'<i8'".into())),
            ("pickled objects", npy(&header("|O", "False", "(2, 128)"), &two), NpyError::Type("'|O'".into())),
            ("not finite", not_finite, NpyError::Template { row: 2, error: EmbeddingError::NotFinite(127) }),
        ];
        for (what, bytes, error) in cases {
            assert_eq!(read(&bytes), Err(error), "{what}");
        }
    }
}
