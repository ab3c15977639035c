#include "register/store/migrations.h"

namespace atalaya::reg {

Migration access_tables() {
  return {"access",
          {
              // totp_step: the last step of time whose code was taken; it is not taken again.
              R"(create table local_account (
                person bigint primary key references person (id),
                password {text} not null,
                password_set {text} not null,
                totp_secret {text} not null,
                totp_confirmed {text},
                totp_step bigint not null,
                created {text} not null,
                disabled {text}))",
              R"(create table known_device (
                id {id},
                token_hash {text} not null unique,
                person bigint not null references person (id),
                created {text} not null,
                seen {text} not null,
                revoked {text}))",
              "create index known_device_person on known_device (person)",
              // rights: what the roles were when the token was made; it is changed when they have.
              R"(create table login_session (
                id {id},
                public_id {text} not null unique,
                token_hash {text} not null unique,
                person bigint not null references person (id),
                assurance {text} not null,
                method {text} not null,
                rights {text} not null,
                created {text} not null,
                seen {text} not null,
                ends {text} not null,
                revoked {text}))",
              "create index login_session_person on login_session (person)",
              "create index login_session_ends on login_session (ends)",
              R"(create table recovery (
                id {id},
                token_hash {text} not null unique,
                person bigint not null references person (id),
                created {text} not null,
                expires {text} not null,
                used {text}))",
              R"(create table external_identity (
                id {id},
                issuer {text} not null,
                subject {text} not null,
                person bigint not null references person (id),
                linked {text} not null,
                unlinked {text}))",
              "create unique index external_identity_now on external_identity (issuer, subject) where unlinked is null",
              "create index external_identity_person on external_identity (person)",
          }};
}

}  // namespace atalaya::reg
