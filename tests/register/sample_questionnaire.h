// A small agenda and a questionnaire for it, with every kind of question, for the tests of the register.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "agenda/agenda.h"
#include "register/questionnaire/assessment.h"
#include "register/questionnaire/reader.h"

namespace atalaya::testing {

inline Agenda sample_agenda() {
  Agenda agenda;
  agenda.id = "SAMPLE";
  agenda.languages = {"es", "en", "pt"};
  for (const char* id : {"PLAN", "LAW", "MECHANISMS"}) {
    Indicator one;
    one.id = id;
    one.kind = IndicatorKind::Instrument;
    agenda.indicators.push_back(std::move(one));
  }
  agenda.indicators.emplace_back().id = "USERS";
  return agenda;
}

inline const char* const sample_head = R"(id: SAMPLE
version: "1.0"
title: {es: Cuestionario, en: Questionnaire, pt: Questionário}
patterns:
  act:
    questions:
      - id: STATE
        kind: choice
        text: {es: "¿Hay {subject}?", en: "Is there {subject}?", pt: "Há {subject}?"}
        required: true
        options:
          - {code: NONE, label: {es: "No", en: "No", pt: "Não"}}
          - {code: DRAFT, label: {es: Proyecto, en: Draft, pt: Projeto}}
          - {code: IN_FORCE, label: {es: En vigor, en: In force, pt: Em vigor}}
      - id: INSTRUMENT
        kind: instrument
        text: {es: "¿Cuál?", en: "Which?", pt: "Qual?"}
        when: {question: STATE, is: IN_FORCE}
        required: true
        evidence: required
    levels:
      - {level: 0, reason: {es: "No hay {subject}.", en: "There is no {subject}.", pt: "Não há {subject}."}}
      - {level: 1, reason: {es: Proyecto., en: A draft., pt: Projeto.}, when: {question: STATE, in: [DRAFT, IN_FORCE]}}
      - {level: 2, reason: {es: Vigente., en: In force., pt: Vigente.}, when: {question: STATE, is: IN_FORCE}}
      - {level: 3, reason: {es: Citado., en: Cited., pt: Citado.}, when: {answered: INSTRUMENT}}
    checks:
      - id: TITLE
        severity: error
        fails: {all: [{question: STATE, in: [NONE, DRAFT]}, {answered: INSTRUMENT}]}
        text: {es: Contradicción., en: A contradiction., pt: Contradição.}
)";

inline const char* const sample_sections = R"(id: SAMPLE
sections:
  - id: FIRST
    title: {es: Primera, en: First, pt: Primeira}
    indicators:
      - code: PLAN
        pattern: act
        subject: {es: un plan, en: a plan, pt: um plano}
        questions:
          - {id: SHARE, kind: percentage, text: {es: Parte, en: Share, pt: Parte}, when: {question: STATE, is: IN_FORCE}, required: true, evidence: optional}
          - {id: BUDGET, kind: money, text: {es: Recursos, en: Budget, pt: Recursos}}
          - {id: SINCE, kind: year, text: {es: Desde, en: Since, pt: Desde}, min: 1990, max: 2030}
          - {id: DAY, kind: date, text: {es: Fecha, en: Date, pt: Data}}
          - {id: NOTE, kind: text, text: {es: Nota, en: Note, pt: Nota}, most_letters: 10}
          - {id: STORY, kind: long_text, text: {es: Historia, en: Story, pt: História}}
          - {id: PAGE, kind: address, text: {es: Página, en: Page, pt: Página}, evidence: required}
          - {id: PAPER, kind: document, text: {es: Documento, en: Document, pt: Documento}}
          - {id: COUNT, kind: number, text: {es: Cuántos, en: How many, pt: Quantos}, min: 0}
        levels:
          - {level: 4, reason: {es: Casi todo., en: Nearly all., pt: Quase tudo.}, when: {question: SHARE, at_least: 80}}
  - id: SECOND
    title: {es: Segunda, en: Second, pt: Segunda}
    indicators:
      - code: LAW
        pattern: act
        subject: {es: una ley, en: a law, pt: uma lei}
        questions:
          - {id: OPEN, kind: yes_no, text: {es: "¿Abierta?", en: "Open?", pt: "Aberta?"}, evidence: required, required: true,
             when: {not: {question: STATE, is: NONE}}}
        levels:
          - {level: 4, reason: {es: Abierta., en: Open., pt: Aberta.}, when: {any: [{question: OPEN, is: "YES"}, {question: PLAN.SHARE, at_least: 99}]}}
        checks:
          - {id: ODD, severity: warning, fails: {all: [{question: OPEN, is: "YES"}, {question: STATE, is: DRAFT}]},
             text: {es: Raro., en: Odd., pt: Estranho.}}
      - code: MECHANISMS
        count: WHICH
        questions:
          - id: WHICH
            kind: choices
            text: {es: "¿Cuáles?", en: "Which?", pt: "Quais?"}
            required: true
            options:
              - {code: A, label: {es: A, en: A, pt: A}}
              - {code: B, label: {es: B, en: B, pt: B}}
              - {code: NONE, label: {es: Ninguno, en: None, pt: Nenhum}}
)";

inline reg::Questionnaire sample_questionnaire() {
  Faults faults;
  auto out = reg::read_questionnaires({{"a.yaml", sample_sections}, {"questionnaire.yaml", sample_head}}, sample_agenda(), faults);
  for (const Error& error : faults.errors()) ADD_FAILURE() << error.to_string();
  return std::move(out.at(0));
}

}  // namespace atalaya::testing
