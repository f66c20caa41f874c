//! `/openapi.json` and the routes, held together: what is described is answered so, and what is answered is described.

use std::collections::BTreeSet;
use std::path::Path;

use axum::body::Body;
use axum::http::{Request, request};
use serde_json::{Value, json};

use crate::parts::{Answer, Stage, picture, png, stage};

const BOUNDARY: &str = "the-boundary";

/// Requests to an operation, good ones and bad ones.
fn requests(method: &str, path: &str) -> Vec<Request<Body>> {
    let ask = |path: &str| Request::builder().method(method.to_uppercase().as_str()).uri(path);
    let bare = |path: &str| ask(path).body(Body::empty()).unwrap();
    let form = |fields: &[(&str, Option<&str>, &[u8])]| form(ask(path), fields);
    let face = png(&picture(10));
    match (method, path) {
        ("get", "/api/v1/students" | "/health" | "/config" | "/metrics") => vec![bare(path)],
        ("delete", "/api/v1/students/{student_id}") => vec![
            bare("/api/v1/students/budi?log=anonymise"),
            bare("/api/v1/students/nobody"),
            bare("/api/v1/students/.x"),
            bare("/api/v1/students/x?log=x"),
        ],
        ("get", "/api/v1/events") => vec![
            bare(path),
            bare("/api/v1/events?limit=1&who=known&delivery=queued&from=2026-07-20T00:00:00Z"),
            bare("/api/v1/events?format=csv"),
            bare("/api/v1/events?limit=0&who=x"),
        ],
        ("post", "/enroll") => vec![
            form(&[("student_id", None, b"citra"), ("image", Some("a.png"), &face)]),
            form(&[("student_id", None, b"../x"), ("image", Some("a.png"), &face)]),
            form(&[("student_id", None, b"citra"), ("image", Some("a.png"), b"no picture")]),
            bare(path),
        ],
        ("post", "/recognize" | "/recognize/realtime") => vec![
            form(&[("image", Some("a.png"), &face)]),
            form(&[("image", Some("a.png"), b"no picture")]),
            form(&[("image", None, b"text")]),
            bare(path),
        ],
        ("post", "/mock/webhook") => vec![
            ask(path).header("content-type", "application/json").body(Body::from(r#"{"student_id": "alip"}"#)).unwrap(),
            bare(path),
        ],
        ("get", "/ws/recognitions") => vec![bare(path)],
        _ => panic!("{method} {path} is described, and this test does not know how to ask for it"),
    }
}

fn form(request: request::Builder, fields: &[(&str, Option<&str>, &[u8])]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, file, bytes) in fields {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes(),
        );
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    request.header("content-type", kind).body(Body::from(body)).unwrap()
}

fn described(stage: &Stage) -> Value {
    let answer = stage.get("/openapi.json");
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    answer.json()
}

fn operations(api: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = api["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, operations)| {
            operations.as_object().unwrap().iter().map(move |(method, op)| (method.as_str(), path.as_str(), op))
        })
        .collect()
}

/// What is wrong with an answer, by the description of its operation.
fn wrong_with(api: &Value, operation: &Value, answer: &Answer) -> Option<String> {
    let said = &operation["responses"][answer.status.as_str()];
    if said.is_null() {
        return Some(format!("{} is not described", answer.status));
    }
    let kind = answer.header("content-type").split(';').next().unwrap_or_default();
    let content = &said["content"][kind];
    if content.is_null() {
        return Some(format!("{} of type {kind} is not described", answer.status));
    }
    if kind != "application/json" {
        return None;
    }
    let mut schema = content["schema"].clone();
    schema["components"] = api["components"].clone();
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
    let body = answer.json();
    let errors: Vec<String> = validator.iter_errors(&body).map(|error| error.to_string()).collect();
    (!errors.is_empty()).then(|| format!("{errors:?} of {body}"))
}

#[test]
fn every_operation_answers_as_it_is_described() {
    let stage = stage(&[("alip", 10), ("budi", 110)]);
    stage.seen(Some("alip"), 1, "door", true);
    stage.seen(None, 2, "door", false);
    let api = described(&stage);
    let mut statuses = BTreeSet::new();
    for (method, path, operation) in operations(&api) {
        for request in requests(method, path) {
            let asked = format!("{} {}", request.method(), request.uri());
            let answer = stage.ask(request);
            statuses.insert(answer.status.as_u16());
            if let Some(wrong) = wrong_with(&api, operation, &answer) {
                panic!("{asked}: {wrong}");
            }
        }
    }
    assert!([200, 404, 422].iter().all(|status| statuses.contains(status)), "{statuses:?}");
}

#[test]
fn an_answer_that_is_not_as_described_is_noticed() {
    let stage = stage(&[]);
    let mut api = described(&stage);
    let answer = stage.get("/api/v1/students");
    let wrong = |api: &Value| wrong_with(api, &api["paths"]["/api/v1/students"]["get"], &answer);
    assert_eq!(wrong(&api), None);
    api["components"]["schemas"]["Students"]["properties"]["total"]["type"] = json!("string");
    assert!(wrong(&api).is_some_and(|wrong| wrong.contains("0 is not of type")));
    api["paths"]["/api/v1/students"]["get"]["responses"]["200"] = json!(null);
    assert!(wrong(&api).is_some());
}

/// A route is described where it is made: what is served without a description is made in `pages.rs`, and listed here.
#[test]
fn whatever_the_description_refers_to_is_in_it() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str));
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let stage = stage(&[]);
    let api = described(&stage);
    let mut found = Vec::new();
    references(&api, &mut found);
    assert!(found.len() > 10, "{found:?}");
    for reference in found {
        assert!(reference.strip_prefix('#').and_then(|place| api.pointer(place)).is_some(), "{reference}");
    }
}

#[test]
fn every_route_that_is_served_is_described() {
    let routes = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server/routes");
    let mut bare = Vec::new();
    let mut folders = vec![routes];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for part in source.split(".route(\"").skip(1).chain(source.split(".route_service(\"").skip(1)) {
                bare.push(part.split('"').next().unwrap().to_owned());
            }
        }
    }
    bare.sort();
    assert_eq!(bare, ["/", "/page/icon.svg", "/page/live.css", "/page/live.js", "/page/words.js"]);
    let stage = stage(&[]);
    for path in bare.iter().map(String::as_str).chain(["/docs/", "/openapi.json"]) {
        assert_eq!(stage.get(path).status, 200, "{path}");
    }
}

#[test]
fn it_says_what_this_is_and_how_to_get_in() {
    let stage = stage(&[]);
    let api = described(&stage);
    assert_eq!((&api["info"]["title"], &api["info"]["version"]), (&json!("Hadir"), &json!(env!("CARGO_PKG_VERSION"))));
    assert_eq!(api["info"]["license"]["identifier"], "MIT");
    assert_eq!(api["servers"][0]["url"], "/");
    assert_eq!(api["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    assert_eq!(api["components"]["securitySchemes"]["api_key"]["name"], "X-API-Key");
    let tags: Vec<&str> = api["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&api) {
        assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{method} {path}: its name is another's");
        assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{method} {path} has no summary");
        assert!(tags.contains(&operation["tags"][0].as_str().unwrap_or_default()), "{method} {path}: {tags:?}");
    }
}

#[test]
fn what_there_is_not_is_said_as_fastapi_says_it() {
    let stage = stage(&[]);
    for path in ["/nothing", "/api/v1", "/api/v2/students", "/docs/nothing.js/x", "/page/", "/health/"] {
        let answer = stage.get(path);
        assert_eq!((answer.status.as_u16(), answer.json()), (404, json!({"detail": "Not Found"})), "{path}");
    }
    for (path, method, allowed) in
        [("/api/v1/students", "POST", "GET,HEAD"), ("/api/v1/students/x", "GET", "DELETE"), ("/", "DELETE", "GET,HEAD")]
    {
        let answer = stage.ask(Request::builder().method(method).uri(path).body(Body::empty()).unwrap());
        assert_eq!((answer.status.as_u16(), answer.json()), (405, json!({"detail": "Method Not Allowed"})), "{path}");
        assert_eq!(answer.header("allow"), allowed, "{path}");
    }
}
