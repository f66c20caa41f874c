//! Forms, read as FastAPI does: what is missing or of the wrong kind is said in its words.

use axum::RequestExt;
use axum::body::{Body, Bytes};
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use super::refusal::{Refusal, Wrong};

/// The most fields of a form, those that nobody asked for included.
const FIELDS: usize = 1000;
/// The most bytes of a form without files: no picture can be in one, and each field takes many times its size.
const FORM_BYTES: usize = 64 << 10;
/// The most bytes of a field that is no file.
const TEXT_BYTES: usize = 1 << 20;

/// The fields of a form that were asked for.
pub(super) struct Upload(Vec<(&'static str, Field)>);

enum Field {
    Text(String),
    File { name: String, content_type: Option<String>, bytes: Bytes },
}

impl Upload {
    /// Reads a request's form, and keeps the fields of these names; of several of one name, the last. A request without a
    /// form has no fields.
    ///
    /// # Errors
    /// 400 where the form is broken.
    pub(super) async fn read(request: Request, names: &[&'static str]) -> Result<Self, Refusal> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        let mut upload = Self(Vec::new());
        if essence.eq_ignore_ascii_case("multipart/form-data") {
            let whole = whole(request, usize::MAX).await?;
            let multipart = Multipart::from_request(whole, &()).await.map_err(|_| Refusal::broken_form())?;
            upload.read_parts(multipart, names).await?;
        } else if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            let whole = whole(request, FORM_BYTES).await?;
            let pairs: Form<Vec<(String, String)>> = whole.extract().await.map_err(|_| Refusal::broken_form())?;
            for (name, text) in pairs.0 {
                upload.keep(names, &name, Field::Text(text));
            }
        }
        Ok(upload)
    }

    async fn read_parts(&mut self, mut parts: Multipart, names: &[&'static str]) -> Result<(), Refusal> {
        let broken = |_| Refusal::broken_form();
        let mut read = 0;
        while let Some(mut part) = parts.next_field().await.map_err(broken)? {
            read += 1;
            if read > FIELDS {
                let text = format!("The form has too many fields; at most {FIELDS} are read.");
                return Err(Refusal::said(StatusCode::BAD_REQUEST, text));
            }
            let Some(name) = part.name().map(str::to_owned) else {
                return Err(Refusal::said(StatusCode::BAD_REQUEST, "A field of the form has no name."));
            };
            let file = part.file_name().map(str::to_owned);
            let content_type = part.content_type().map(str::to_owned);
            let is_asked_for = names.contains(&name.as_str());
            match file {
                Some(file) if is_asked_for => {
                    let bytes = part.bytes().await.map_err(broken)?;
                    self.keep(names, &name, Field::File { name: file, content_type, bytes });
                }
                file => {
                    let mut text = Vec::new();
                    while let Some(chunk) = part.chunk().await.map_err(broken)? {
                        if file.is_some() {
                            continue;
                        }
                        if text.len() + chunk.len() > TEXT_BYTES {
                            let text = format!("The field {name} is too long; give a file a file name.");
                            return Err(Refusal::said(StatusCode::BAD_REQUEST, text));
                        }
                        text.extend_from_slice(&chunk);
                    }
                    self.keep(names, &name, Field::Text(String::from_utf8_lossy(&text).into_owned()));
                }
            }
        }
        Ok(())
    }

    fn keep(&mut self, names: &[&'static str], name: &str, field: Field) {
        let Some(&name) = names.iter().find(|&&known| known == name) else { return };
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, field));
    }

    /// Takes a field; one that was left empty in a page's form was not given.
    fn take(&mut self, name: &str) -> Option<Field> {
        let at = self.0.iter().position(|(other, _)| *other == name)?;
        let (_, field) = self.0.swap_remove(at);
        let is_empty = match &field {
            Field::Text(text) => text.is_empty(),
            Field::File { name, bytes, .. } => name.is_empty() && bytes.is_empty(),
        };
        (!is_empty).then_some(field)
    }

    /// Takes a text.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Wrong> {
        match self.take(name) {
            None => Err(Wrong::missing("body", name)),
            Some(Field::Text(text)) => Ok(text),
            Some(file @ Field::File { .. }) => {
                Err(Wrong::new("string_type", "body", name, "Input should be a valid string", file.described()))
            }
        }
    }

    /// Takes a file's bytes.
    pub(super) fn file(&mut self, name: &str) -> Result<Bytes, Wrong> {
        match self.take(name) {
            None => Err(Wrong::missing("body", name)),
            Some(Field::File { bytes, .. }) => Ok(bytes),
            Some(Field::Text(text)) => {
                Err(Wrong::value("body", name, "Expected UploadFile, received: <class 'str'>", text))
            }
        }
    }
}

/// The request with all of its body at hand. A form that is read as it comes is searched from its beginning with every
/// piece of it, and whoever sends it byte by byte keeps the machine busy.
async fn whole(request: Request, most: usize) -> Result<Request, Refusal> {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, most).await.map_err(|_| Refusal::broken_form())?;
    Ok(Request::from_parts(head, Body::from(body)))
}

impl Field {
    /// As much of a field as an answer repeats.
    fn described(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::File { name, content_type, bytes } => {
                json!({ "filename": name, "size": bytes.len(), "content_type": content_type })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content_type: &str, body: &[u8]) -> Result<Upload, Refusal> {
        let request = Request::post("/").header("content-type", content_type).body(Body::from(body.to_vec())).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(Upload::read(request, &["student_id", "image"]))
    }

    fn parts(parts: &[(&str, &str)]) -> Upload {
        let mut body = String::new();
        for (disposition, text) in parts {
            body += &format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{text}\r\n");
        }
        read("multipart/form-data; boundary=x", format!("{body}--x--\r\n").as_bytes()).unwrap_or_else(|_| panic!())
    }

    fn said(wrong: &Wrong) -> Value {
        serde_json::to_value(wrong).unwrap()
    }

    #[test]
    fn texts_and_files_are_told_apart_and_the_last_of_one_name_holds() {
        let mut upload = parts(&[
            (r#"name="student_id""#, "a"),
            (r#"name="other"; filename="x""#, "?"),
            (r#"name="image"; filename="a.jpg""#, "first"),
            (r#"name="student_id""#, "b"),
            (r#"name="image"; filename="a.jpg""#, "second"),
        ]);
        assert_eq!(upload.text("student_id").unwrap(), "b");
        assert_eq!(upload.file("image").unwrap(), "second");
    }

    #[test]
    fn what_is_missing_or_of_the_wrong_kind_is_said_in_fastapis_words() {
        let mut upload = parts(&[(r#"name="student_id"; filename="a.txt""#, "abc"), (r#"name="image""#, "text")]);
        assert_eq!(
            said(&upload.text("student_id").unwrap_err()),
            json!({"type": "string_type", "loc": ["body", "student_id"], "msg": "Input should be a valid string",
                "input": {"filename": "a.txt", "size": 3, "content_type": null}})
        );
        assert_eq!(
            said(&upload.file("image").unwrap_err()),
            json!({"type": "value_error", "loc": ["body", "image"],
                "msg": "Value error, Expected UploadFile, received: <class 'str'>", "input": "text",
                "ctx": {"error": {}}})
        );
        let missing = json!({"type": "missing", "loc": ["body", "image"], "msg": "Field required", "input": null});
        for mut upload in [
            parts(&[]),
            parts(&[(r#"name="image""#, "")]),
            parts(&[(r#"name="image"; filename="""#, "")]),
            read("text/plain", b"x").unwrap_or_else(|_| panic!()),
        ] {
            assert_eq!(said(&upload.file("image").unwrap_err()), missing);
        }
    }

    #[test]
    fn a_form_of_a_page_without_files_is_read_too() {
        let mut upload =
            read("application/x-www-form-urlencoded", b"student_id=a+b%21&image=x").unwrap_or_else(|_| panic!());
        assert_eq!(upload.text("student_id").unwrap(), "a b!");
        assert!(upload.file("image").is_err());
    }

    #[test]
    fn a_broken_form_is_a_bad_request() {
        let named = "--x\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n1\r\n";
        let many = format!("{}--x--\r\n", named.repeat(FIELDS + 1));
        let long = format!("{}{}\r\n--x--\r\n", &named[..named.len() - 2], "a".repeat(TEXT_BYTES));
        for (content_type, body) in [
            ("multipart/form-data", ""),
            ("multipart/form-data; boundary=x", ""),
            ("multipart/form-data; boundary=x", "junk"),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n"),
            ("multipart/form-data; boundary=x", "--x\r\nno header\r\n\r\n1\r\n--x--\r\n"),
            ("multipart/form-data; boundary=x", named),
            ("multipart/form-data; boundary=x", &many),
            ("multipart/form-data; boundary=x", &long),
            ("application/x-www-form-urlencoded", &"a&".repeat(FORM_BYTES)),
        ] {
            let Err(Refusal::Said(status, _)) = read(content_type, body.as_bytes()) else {
                panic!("{content_type}: {body}");
            };
            assert_eq!(status, StatusCode::BAD_REQUEST);
        }
    }
}
