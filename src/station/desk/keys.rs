//! Keys, the PIN, and where events go by them.

use std::sync::{PoisonError, TryLockError};

use super::super::view::Level;
use super::Desk;
use crate::settings::{Change, Pin, Secret, SecretName, SecretStore, Settings};
use crate::text;
use crate::webhook::{Endpoint, check_secret};

/// Where events go, by the settings.
pub(in crate::station) fn endpoint(settings: &Settings, secrets: &SecretStore) -> Option<Endpoint> {
    let url = settings.webhook_url.value.clone()?;
    let secret = |name| secrets.get(name).cloned();
    Some(Endpoint { url, api_key: secret(SecretName::ApiKey), secret: secret(SecretName::WebhookSecret) })
}

impl Desk {
    pub(super) fn set_door_pin(&mut self, digits: Option<&Secret>) {
        match digits.map(|digits| Pin::new(digits.expose())).transpose() {
            Ok(pin) => self.change(Change::DoorPin(pin)),
            Err(refusal) => {
                tracing::warn!(?refusal, "the PIN was not kept");
                let (text, advice) = (text!("door-pin-not-kept"), text!("door-pin-not-kept-advice"));
                self.board.tell(Level::Error, text, advice);
            }
        }
    }

    pub(super) fn set_secret(&self, name: SecretName, secret: Option<Secret>) {
        if let Some(Err(error)) = secret.as_ref().map(|secret| check_secret(name, secret)) {
            self.board.tell(Level::Error, error.text().sentence(), text!("station-key-not-kept"));
            return;
        }
        let (board, secrets, dispatcher) = (self.board.clone(), self.secrets.clone(), self.dispatcher.clone());
        self.spawn("keys", move || {
            let mut secrets = secrets.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = secrets.set(name, secret);
            board.set_secrets(&secrets);
            if let Err(error) = kept {
                board.tell(Level::Warning, error.text().sentence(), text!("station-until-closed"));
            }
            dispatcher.set_endpoint(endpoint(&board.settings(), &secrets));
        });
    }

    /// The keyring had taken its time: perhaps the desktop asked for a password.
    pub(super) fn take_late_keys(&self) {
        let Ok(mut secrets) = self.secrets.try_lock() else { return };
        if secrets.late() {
            self.board.set_secrets(&secrets);
            self.dispatcher.set_endpoint(endpoint(self.settings.current(), &secrets));
        }
    }

    pub(super) fn renew_endpoint(&self) {
        match self.secrets.try_lock() {
            Ok(secrets) => self.dispatcher.set_endpoint(endpoint(self.settings.current(), &secrets)),
            Err(TryLockError::Poisoned(secrets)) => {
                self.dispatcher.set_endpoint(endpoint(self.settings.current(), &secrets.into_inner()));
            }
            // A key is being kept; whoever does that sets the endpoint by today's settings afterwards.
            Err(TryLockError::WouldBlock) => {}
        }
    }
}
