#include "register/store/migrations.h"

namespace atalaya::reg {

Migration people_tables() {
  return {"people",
          {
              // Country: ISO 3166-1 alpha-3, or empty for the region. An end that is NULL is not known yet.
              R"(create table organisation (
                id {id},
                public_id {text} not null unique,
                name {text} not null,
                country {text} not null,
                created {text} not null,
                closed {text}))",
              // email_key is the address as it is compared. Both are empty once a person has been erased.
              R"(create table person (
                id {id},
                public_id {text} not null unique,
                name {text} not null,
                email {text} not null,
                email_key {text} not null,
                language {text} not null,
                created {text} not null,
                erased {text}))",
              "create unique index person_email on person (email_key) where email_key <> ''",
              R"(create table membership (
                id {id},
                person bigint not null references person (id),
                organisation bigint not null references organisation (id),
                since {text} not null,
                until {text}))",
              "create unique index membership_now on membership (person, organisation) where until is null",
              // parent: the role that was delegated; this one holds only while that does.
              R"(create table role_grant (
                id {id},
                public_id {text} not null unique,
                person bigint not null references person (id),
                role {text} not null,
                country {text} not null,
                since {text} not null,
                until {text},
                granted_by bigint references person (id),
                parent bigint references role_grant (id),
                reason {text} not null,
                check (until is null or until >= since)))",
              "create index role_grant_person on role_grant (person)",
              "create index role_grant_role on role_grant (role, country)",
              "create index role_grant_parent on role_grant (parent)",
              R"(create table invitation (
                id {id},
                public_id {text} not null unique,
                token_hash {text} not null unique,
                name {text} not null,
                email {text} not null,
                language {text} not null,
                role {text} not null,
                country {text} not null,
                organisation bigint references organisation (id),
                invited_by bigint references person (id),
                created {text} not null,
                expires {text} not null,
                accepted {text},
                person bigint references person (id),
                revoked {text}))",
          }};
}

}  // namespace atalaya::reg
