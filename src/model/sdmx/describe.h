// What fields an artefact has and what the formats call them, said once for all: describe(visitor, artefact) names every field to a visitor, in the order in
// which SDMX-ML 3.0 has them. Readers and writers of each format are visitors; so is the search for references (references.h).
//
// describe() has an overload for every struct of the model; the object may be const. A visitor V has
//
//   static constexpr bool reads;                       // whether it changes what it visits
//
// and these members, where `x` is the field, which is const where the object is. Of `Names` and `ListNames` below, a format takes its own name; where that is
// null the format has no such field, and what stands in it cannot be carried (a reader leaves it alone, a writer tells the loss).
//
//   attribute(Names, string& x, Form)                  // an attribute in XML; in JSON a member. Empty: not there.
//   version(Names, string& x, bool unversioned)        // likewise; `unversioned` where SDMX-ML 3 allows none (organisation schemes), which is as good as "1.0"
//   flag(Names, bool& x, optional<bool> standard)      // likewise, true or false; written where it is not `standard`, or always where that is not given
//   choice(Names, E& x, span of pair<E, const char*>)  // likewise, one of some words; always written
//   constant(Names, const char*)                       // likewise, always the same text, which is nothing of the model
//   language(Names, string& x)                         // xml:lang in XML
//   content(Names, string& x)                          // the text of the element itself; in JSON a member, always there
//   element(Names, string& x, Form)                    // an element with text; in JSON a member. Empty: not there.
//   texts(TextNames, LocalText& x)                     // an element a language, with xml:lang; in JSON a text and an object of texts by language
//   marker(Names, E& x, E value)                       // an empty element (in JSON an empty object) where x is `value`; when it is found, x becomes it
//   local(Names, string& x)                            // the id of something in the same artefact: an element with text, in SDMX-ML 2.1 one with a Ref
//   locals(ListNames, vector<string>& x)               // several of these
//   strings(ListNames, vector<string>& x)              // texts, each in an element; in JSON an array
//   reference(Names, Reference& x, optional<Kind>)     // a URN in an element, in SDMX-ML 2.1 a Ref or a URN; of that kind, or of any
//   reference_of(Names, Reference& x, Kind)            // likewise, where the kind of what is referred to decides under which name it stands
//   references(ListNames, vector<Reference>& x, optional<Kind>)
//   references_of(ListNames, vector<Reference>& x, Kind)  // those of a list that are of this kind
//   object(Names, T& x), object(Names, optional<T>& x)  // an element with what describe(visitor, T) says inside; in JSON an object
//   list(ListNames, vector<T>& x)                      // elements one after the other, or inside a wrapper; in JSON an array of objects
//   object(Names, optional<T>& x, f), list(ListNames, vector<T>& x, f)  // likewise; f(visitor, item) says what is inside
//   chain(Names, vector<T>& x)                         // each inside the one before (levels of a hierarchy)
//   group(Names, bool present, f)                      // an element that is no struct of the model; f(visitor) says what is inside. A reader
//                                                      // sees itself whether it is present
//   address(string& uri, vector<Link>& links)          // XML: the attribute uri and elements common:Link; JSON: "links", where the URI stands
//                                                      // in one with "rel": "self"
//   dimensions(AttributeRelationship& x)               // XML: elements Dimension with an attribute `optional`; JSON: "dimensions", "areDimensionsOptional"
//   pairs(vector<DateMap::Pair>& x)                    // XML: Source and Target in turn; JSON: "mappedComponents", objects of source and target
//   ends(Names, vector<MapEnd>& x)                     // XML: <name>Codelist or <name>DataType; JSON: objects with "codelist" or "dataType"
//   reported(ReportedAttribute& x)                     // its values: XML: Value, common:Text, common:StructuredText; JSON: "value", and "format" where XHTML
//
// An XML writer needs the attributes before anything else, and may have an object described twice for that.
// What SDMX-ML 2.1 has in another shape (components of data and metadata structures, hierarchical codes) is in its own code.
#pragma once

#include "model/sdmx/describe_constraints.h"
#include "model/sdmx/describe_data_structure.h"
#include "model/sdmx/describe_hierarchies.h"
#include "model/sdmx/describe_item_schemes.h"
#include "model/sdmx/describe_mappings.h"
#include "model/sdmx/describe_metadata.h"
#include "model/sdmx/describe_process.h"
#include "model/sdmx/describe_vtl.h"
