//! With a keyring that does as it is told.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::keyring::{Patience, Vault};
use super::*;

/// A keyring as tests need one: it can be locked, and it can hang as long as its lock is held.
#[derive(Clone, Default)]
struct Drawer(Arc<Mutex<HashMap<SecretName, Secret>>>, Arc<Mutex<Option<VaultError>>>);

impl Vault for Drawer {
    fn get(&self, name: SecretName) -> Result<Option<Secret>, VaultError> {
        let keys = self.0.lock().unwrap();
        self.1.lock().unwrap().clone().map_or_else(|| Ok(keys.get(&name).cloned()), Err)
    }

    fn put(&self, name: SecretName, secret: Option<&Secret>) -> Result<(), VaultError> {
        let mut keys = self.0.lock().unwrap();
        if let Some(error) = self.1.lock().unwrap().clone() {
            return Err(error);
        }
        match secret {
            Some(secret) => keys.insert(name, secret.clone()),
            None => keys.remove(&name),
        };
        Ok(())
    }
}

impl Drawer {
    fn with(name: SecretName, text: &str) -> Self {
        let vault = Self::default();
        vault.keys().insert(name, secret(text));
        vault
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<SecretName, Secret>> {
        self.0.lock().unwrap()
    }

    fn fail(&self, error: Option<VaultError>) {
        *self.1.lock().unwrap() = error;
    }

    fn load(&self, file: &Path, patience: Duration) -> SecretStore {
        let sources = SecretSources { file: Some(file.to_owned()), dotenv: None, environment: &|_| None };
        let patience = Patience { at_start: patience, in_settings: patience };
        SecretStore::load_with(sources, Keyring::start(self.clone(), patience))
    }
}

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(20);

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secrets.toml");
    (folder, file)
}

fn late(store: &mut SecretStore) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < LONG {
        if store.late() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

#[test]
fn with_a_keyring_no_key_is_in_a_file() {
    let ((_folder, file), vault) = (place(), Drawer::with(SecretName::ApiKey, "a"));
    let mut store = vault.load(&file, LONG);
    assert_eq!(store.get(SecretName::ApiKey), Some(&secret("a")));
    assert_eq!(store.kept(), SecretsKept { api_key: Some(KeptIn::Keyring), ..SecretsKept::default() });
    store.set(SecretName::WebhookSecret, Some(secret("b"))).unwrap();
    store.set(SecretName::ApiKey, None).unwrap();
    assert_eq!(*vault.keys(), HashMap::from([(SecretName::WebhookSecret, secret("b"))]));
    assert!(!file.exists());
}

#[test]
fn what_the_file_has_goes_before_and_is_moved_into_the_keyring() {
    let ((_folder, file), vault) = (place(), Drawer::with(SecretName::ApiKey, "older"));
    file::put(&file, SecretName::ApiKey, &secret("newer")).unwrap();
    let store = vault.load(&file, LONG);
    assert_eq!(store.get(SecretName::ApiKey), Some(&secret("newer")));
    assert_eq!(store.kept().api_key, Some(KeptIn::Keyring));
    assert_eq!(vault.keys()[&SecretName::ApiKey], secret("newer"));
    assert!(!file.exists());
}

#[test]
fn a_keyring_that_is_locked_leaves_keys_in_the_file() {
    let ((_folder, file), vault) = (place(), Drawer::default());
    vault.fail(Some(VaultError::Failed(crate::text!("values-keyring-locked"))));
    let mut store = vault.load(&file, LONG);
    assert!(store.problems().iter().all(|problem| problem.text.to_string().contains("it is locked")));
    assert_eq!(store.problems().len(), 1, "it is said once");
    store.set(SecretName::ApiKey, Some(secret("a"))).unwrap();
    assert_eq!(store.kept().api_key, Some(KeptIn::File(file.clone())));
    assert_eq!(store.kept().no_keyring, Some(file.clone()));

    vault.fail(None);
    store.set(SecretName::ApiKey, Some(secret("b"))).unwrap();
    assert_eq!(store.kept(), SecretsKept { api_key: Some(KeptIn::Keyring), ..SecretsKept::default() });
    assert!(!file.exists(), "the older key does not stay behind");

    vault.fail(Some(VaultError::Failed(crate::text!("values-keyring-locked"))));
    let error = store.set(SecretName::ApiKey, None).unwrap_err().to_string();
    assert!(error.contains("could not be removed"), "{error}");
    assert_eq!(store.get(SecretName::ApiKey), None);
}

#[test]
fn a_desktop_without_a_keyring_is_no_problem() {
    let ((_folder, file), vault) = (place(), Drawer::default());
    vault.fail(Some(VaultError::Absent));
    let mut store = vault.load(&file, LONG);
    assert!(store.problems().is_empty());
    store.set(SecretName::ApiKey, Some(secret("a"))).unwrap();
    assert_eq!(store.kept().api_key, Some(KeptIn::File(file)));
}

#[test]
fn a_keyring_that_hangs_holds_up_nobody_and_is_heard_later() {
    let ((_folder, file), vault) = (place(), Drawer::with(SecretName::ApiKey, "a"));
    file::put(&file, SecretName::WebhookSecret, &secret("b")).unwrap();
    let hangs = vault.keys();
    let mut store = vault.load(&file, SHORT);
    assert_eq!(store.get(SecretName::ApiKey), None);
    assert_eq!(store.get(SecretName::WebhookSecret), Some(&secret("b")), "the file is there at once");
    let [problem] = store.problems() else { panic!("{:?}", store.problems()) };
    assert!(problem.text.to_string().contains("has not answered yet"), "{}", problem.text);
    assert!(!store.late());
    drop(hangs);
    assert!(late(&mut store));
    assert_eq!(store.get(SecretName::ApiKey), Some(&secret("a")));
    assert_eq!(store.kept().webhook_secret, Some(KeptIn::Keyring));
    assert!(!file.exists());
}

#[test]
fn what_a_person_typed_meanwhile_is_not_overwritten_by_what_comes_late() {
    let ((_folder, file), vault) = (place(), Drawer::with(SecretName::ApiKey, "older"));
    vault.keys().insert(SecretName::WebhookSecret, secret("s"));
    let hangs = vault.keys();
    let mut store = vault.load(&file, SHORT);
    store.set(SecretName::ApiKey, Some(secret("typed"))).unwrap();
    assert_eq!(store.kept().api_key, Some(KeptIn::File(file)));
    drop(hangs);
    assert!(late(&mut store));
    assert_eq!(store.get(SecretName::ApiKey), Some(&secret("typed")));
    assert_eq!(store.get(SecretName::WebhookSecret), Some(&secret("s")));
}
