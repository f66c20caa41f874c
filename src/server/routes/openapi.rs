//! What `/openapi.json` says besides the routes: what this is, and what holds for all of them.

use utoipa::Modify;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

/// The groups that routes are shown in.
const FACES: &str = "Faces";
const LIVE: &str = "Live";
pub(super) const STUDENTS: &str = "Students and attendance";
pub(super) const WATCHING: &str = "Watching over it";
const GROUPS: [&str; 4] = [FACES, LIVE, STUDENTS, WATCHING];

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Hadir",
        version = env!("CARGO_PKG_VERSION"),
        description = "A desktop attendance station: it recognises students by face, on its own machine.\n\n\
            Other systems show it pictures and hear of arrivals here. Pictures are looked at and forgotten, but for the \
            face of an arrival, which stays on the machine.\n\n\
            On the machine itself no key is needed. From anywhere else, every request shows the server's key, which \
            stands in Settings: as `Authorization: Bearer <key>` or as `X-API-Key: <key>`.\n\n\
            What is refused says why in `msg`; fields that are missing or wrong are listed in `detail`.",
        license(name = "MIT", identifier = "MIT"),
    ),
    servers((url = "/", description = "This station")),
    tags(
        (name = FACES, description = "Enrol students, and recognise them in a picture"),
        (name = LIVE, description = "Recognitions as they happen"),
        (name = STUDENTS, description = "Who is enrolled, and who came when"),
        (name = WATCHING, description = "Whether it is there, and how it does"),
    ),
    // None, where it answers its own machine alone; or either of the two.
    security((), ("bearer" = []), ("api_key" = [])),
    modifiers(&Keys),
)]
struct Head;

struct Keys;

impl Modify for Keys {
    fn modify(&self, api: &mut OpenApi) {
        let components = api.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("The server's key")).build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let header = ApiKeyValue::with_description("X-API-Key", "The server's key");
        components.add_security_scheme("api_key", SecurityScheme::ApiKey(ApiKey::Header(header)));
    }
}

/// All but the routes.
pub(super) fn head() -> OpenApi {
    <Head as utoipa::OpenApi>::openapi()
}

/// The same, with each route in a group.
pub(super) fn grouped(mut api: OpenApi) -> OpenApi {
    for (name, path) in &mut api.paths.paths {
        let operations = [&mut path.get, &mut path.post, &mut path.delete];
        for operation in operations.into_iter().flatten() {
            let tags = operation.tags.get_or_insert_default();
            if !tags.iter().any(|tag| GROUPS.contains(&tag.as_str())) {
                *tags = vec![group(name).to_owned()];
            }
        }
    }
    api
}

/// Among which a route is shown that does not say so itself.
fn group(path: &str) -> &'static str {
    match path {
        "/health" | "/config" | "/mock/webhook" => WATCHING,
        path if path.starts_with("/ws/") => LIVE,
        _ => FACES,
    }
}
