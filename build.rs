//! Compiles the only C there is (`src/engine/one_thread.c` says what for), and makes the words part of the program.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let source = "src/engine/one_thread.c";
    println!("cargo::rerun-if-changed={source}");
    // Whole: nothing calls it, so the linker would leave it out.
    cc::Build::new().file(source).link_lib_modifier("+whole-archive").compile("one_thread");
    locales()
}

/// Writes `locales.rs`: the text of every file of `assets/locales`, language by language. A file that is put there is in.
fn locales() -> io::Result<()> {
    let folder = "assets/locales";
    println!("cargo::rerun-if-changed={folder}");
    let mut code = String::new();
    for (name, language) in [("ENGLISH", "en"), ("INDONESIAN", "id")] {
        code.push_str(&format!("const {name}: &[&str] = &[\n"));
        for file in files(&Path::new(folder).join(language))? {
            println!("cargo::rerun-if-changed={}", file.display());
            code.push_str(&format!("    include_str!({:?}),\n", fs::canonicalize(&file)?));
        }
        code.push_str("];\n");
    }
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("locales.rs"), code)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "ftl"));
    files.sort();
    Ok(files)
}
