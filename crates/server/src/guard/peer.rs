//! Where a request comes from, and whether what it says about its user is to be believed.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

/// Longest name of a user that is taken over.
const LONGEST_NAME: usize = 128;

/// The address at the other end of the connection, found among the extensions of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The proxies that are believed when they name a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    networks: Vec<IpNet>,
    header: Option<HeaderName>,
}

impl Proxies {
    /// Returns the proxies within these networks (`10.0.0.0/8`, or one address), who name their users in this header.
    ///
    /// # Errors
    /// What cannot be read, in words.
    pub fn new(networks: &[String], header: &str) -> Result<Proxies, String> {
        let networks = networks.iter().map(|text| network(text)).collect::<Result<_, _>>()?;
        let header = HeaderName::try_from(header).map_err(|_| format!("{header:?} is no name of a header"))?;
        Ok(Proxies { networks, header: Some(header) })
    }

    /// Takes the name of the user out of a request: nobody after this reads it. It is believed from a trusted address
    /// only, and if it is said once: a client behind the proxy may have said it too.
    pub(crate) fn take_user(&self, peer: IpAddr, headers: &mut HeaderMap) -> Option<String> {
        let header = self.header.as_ref()?;
        let said: Vec<_> = headers.get_all(header).iter().cloned().collect();
        headers.remove(header);
        let [name] = said.as_slice() else { return None };
        let name = std::str::from_utf8(name.as_bytes()).ok()?.trim();
        let is_fit = !name.is_empty() && name.len() <= LONGEST_NAME && !name.contains(char::is_control);
        (is_fit && self.networks.iter().any(|network| network.contains(&peer))).then(|| name.to_owned())
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| address()).map_err(|_| format!("{text:?} is no network (10.0.0.0/8) and no address"))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn who_is_believed() {
        let networks = ["10.0.0.0/8".to_owned(), "2001:db8::/32".to_owned(), "192.0.2.7".to_owned()];
        let proxies = Proxies::new(&networks, "X-Remote-User").unwrap();
        let long = "a".repeat(129);
        let cases: [(&str, &[&str], Option<&str>); 10] = [
            ("10.1.2.3", &["an"], Some("an")),
            ("10.1.2.3", &["Nguyễn Văn An"], Some("Nguyễn Văn An")),
            ("2001:db8::1", &["an"], Some("an")),
            ("192.0.2.7", &["an"], Some("an")),
            ("192.0.2.8", &["an"], None),
            ("11.0.0.1", &["an"], None),
            ("10.1.2.3", &["an", "admin"], None),
            ("10.1.2.3", &[" "], None),
            ("10.1.2.3", &[&long], None),
            ("10.1.2.3", &[], None),
        ];
        for (peer, said, believed) in cases {
            let mut headers = HeaderMap::new();
            for name in said {
                headers.append("x-remote-user", HeaderValue::from_bytes(name.as_bytes()).unwrap());
            }
            let user = proxies.take_user(peer.parse().unwrap(), &mut headers);
            assert_eq!(user.as_deref(), believed, "{peer} {said:?}");
            assert!(headers.is_empty(), "{peer} {said:?}: the header is not stripped");
        }
    }

    #[test]
    fn what_cannot_be_read() {
        for (network, header) in [("10.0.0.0/40", "x-user"), ("hier", "x-user"), ("", "x-user"), ("10.0.0.1", "x user")]
        {
            assert!(Proxies::new(&[network.to_owned()], header).is_err(), "{network} {header}");
        }
    }
}
