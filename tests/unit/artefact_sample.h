// A small collection in which every kind of artefact stands, tied together in every way that a test of structure queries asks for.
#pragma once

#include "model/sdmx/artefact.h"

namespace atalaya {

/// All of agency A and version 1.0.0, but for the agencies and providers (1.0). Ids are used once, so that a test can name artefacts by id alone:
///
///   PA ─▶ DF ─▶ DSD ─▶ CS, CL_AREA, VL, MSD; by concept CL_FREQ      PA2 ─▶ DF2 ─▶ DSD; providers DATA_PROVIDERS.P1 and P2
///   CS: FREQ ─▶ CL_FREQ, OTHER ─▶ CL_EXT, which extends CL_BASE
///   CON_DF on DF (FREQ A, M; AREA below LAC), CON_PA on PA (FREQ A, Q), ACTUAL on DF, ATTACH on DSD (of SDMX 2.1), MCON on MDF
///   MPA ─▶ MDF ─▶ MSD, both for DF       CAT: DF in DOMAINS.ECO.PRICES       CAT2: DF2 in DOMAINS.SOC       PROC, TAX ─▶ DF
///   HIER ─▶ CL_AREA       HA: HIER for CL_AREA in DF       SM: DF to DF2 by RM (CL_FREQ to CL_BASE)       CSM, DOMMAP, ORGMAP, TAXMAP between schemes
///   TRANS ─▶ RULES, OPERATORS, CUSTOM, PERSONAL, VTLMAP; RULES, OPERATORS ─▶ VTLMAP ─▶ DF
///   HCL ─▶ CL_AREA and SET ─▶ CL_FREQ, CL_BASE of SDMX 2.1
[[nodiscard]] sdmx::Structures artefact_sample();

}  // namespace atalaya
