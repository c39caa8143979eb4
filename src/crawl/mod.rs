//! The only network: what is due is fetched, politely.
