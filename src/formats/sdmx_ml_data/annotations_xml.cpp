#include "formats/sdmx_ml_data/annotations_xml.h"

#include "formats/sdmx_ml_data/xml_elements.h"

namespace atalaya::sdmx_ml {

std::vector<sdmx::Annotation> read_annotations(const Node& annotations) {
  std::vector<sdmx::Annotation> out;
  for (const Node& node : annotations.children) {
    if (node.name != "Annotation") continue;
    sdmx::Annotation& annotation = out.emplace_back();
    annotation.id = attribute_of(node, "id");
    for (const Node& part : node.children) {
      if (part.name == "AnnotationTitle") annotation.title = part.text;
      if (part.name == "AnnotationType") annotation.type = part.text;
      if (part.name == "AnnotationURL") annotation.urls.push_back({.url = part.text, .language = std::string(attribute_of(part, "lang"))});
      if (part.name == "AnnotationText") annotation.text.set(language_of(part), part.text);
      if (part.name == "AnnotationValue") annotation.value = part.text;
    }
  }
  return out;
}

std::vector<std::string> cut_to_xml(sdmx::Annotation& annotation, bool is_2_1) {
  std::vector<std::string> cut;
  for (sdmx::AnnotationLink& link : annotation.urls) {
    sdmx::AnnotationLink plain{.url = link.url, .language = link.language};
    if (plain != link) cut.emplace_back("what the link of an annotation says beside its address");
    link = std::move(plain);
  }
  if (!is_2_1) return cut;
  if (!annotation.value.empty()) cut.emplace_back("AnnotationValue");
  annotation.value.clear();
  if (annotation.urls.size() > 1) {
    cut.emplace_back("AnnotationURL but the first");
    annotation.urls.resize(1);
  }
  for (sdmx::AnnotationLink& link : annotation.urls) {
    if (!link.language.empty()) cut.emplace_back("the language of AnnotationURL");
    link.language.clear();
  }
  return cut;
}

bool append_annotations(std::string& text, std::span<const sdmx::Annotation> annotations) {
  if (annotations.empty()) return true;
  Elements out(text);
  out.raw("<common:Annotations>\n");
  for (const sdmx::Annotation& annotation : annotations) {
    out.raw("<common:Annotation").optional_attribute("id", annotation.id).raw(">");
    out.optional_element("common:AnnotationTitle", annotation.title).optional_element("common:AnnotationType", annotation.type);
    for (const sdmx::AnnotationLink& link : annotation.urls) {
      out.raw("<common:AnnotationURL").optional_attribute("xml:lang", link.language).raw(">").escaped(link.url).raw("</common:AnnotationURL>\n");
    }
    out.texts("common:AnnotationText", annotation.text).optional_element("common:AnnotationValue", annotation.value).raw("</common:Annotation>\n");
  }
  return out.raw("</common:Annotations>\n").ok();
}

}  // namespace atalaya::sdmx_ml
