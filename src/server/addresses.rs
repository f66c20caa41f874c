//! Under which addresses the server is found.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The address as a browser on this PC finds it.
pub(super) fn on_this_pc(address: SocketAddr, is_https: bool) -> String {
    let host = match address.ip() {
        IpAddr::V4(host) if host.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(host) if host.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        host => host,
    };
    url(host, address.port(), is_https)
}

/// The addresses under which others on the network find it.
pub(super) fn on_the_network(address: SocketAddr, is_https: bool) -> Vec<String> {
    let hosts = match address.ip().to_canonical() {
        host if host.is_loopback() => vec![],
        host if host.is_unspecified() => of_this_pc(host.is_ipv6()),
        host => vec![host],
    };
    hosts.into_iter().map(|host| url(host, address.port(), is_https)).collect()
}

/// The addresses of this PC, those that people know before those that machines prefer.
fn of_this_pc(also_v6: bool) -> Vec<IpAddr> {
    let mut hosts: Vec<IpAddr> = match if_addrs::get_if_addrs() {
        Ok(interfaces) => interfaces.into_iter().map(|interface| interface.ip()).collect(),
        Err(error) => {
            tracing::warn!(%error, "the addresses of this PC cannot be told");
            vec![]
        }
    };
    hosts.retain(|host| match host {
        IpAddr::V4(host) => !host.is_loopback() && !host.is_link_local(),
        // One of a link alone needs the name of an interface, which no browser takes.
        IpAddr::V6(host) => also_v6 && !host.is_loopback() && !host.is_unicast_link_local(),
    });
    hosts.sort();
    hosts.dedup();
    hosts
}

fn url(host: IpAddr, port: u16, is_https: bool) -> String {
    let scheme = if is_https { "https" } else { "http" };
    format!("{scheme}://{}", SocketAddr::new(host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_a_browser_opens() {
        let table = [
            ("127.0.0.1:8000", false, "http://127.0.0.1:8000", Some(0)),
            ("0.0.0.0:8000", true, "https://127.0.0.1:8000", None),
            ("[::]:80", false, "http://[::1]:80", None),
            ("[::1]:8000", false, "http://[::1]:8000", Some(0)),
            ("10.0.0.7:8000", true, "https://10.0.0.7:8000", Some(1)),
        ];
        for (address, is_https, here, others) in table {
            let address: SocketAddr = address.parse().unwrap();
            assert_eq!(on_this_pc(address, is_https), here);
            let found = on_the_network(address, is_https);
            assert!(found.iter().all(|url| !url.contains("127.") && !url.contains("[::")), "{found:?}");
            assert!(others.is_none_or(|others| found.len() == others), "{address}: {found:?}");
        }
    }
}
