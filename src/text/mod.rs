//! How printed words are compared.
