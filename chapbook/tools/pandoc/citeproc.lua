-- Resolve the citations of one document, and set single works in any number of styles.
--
-- Reads a JSON object on standard input and writes one on standard output; the shapes
-- are those of chapbook/tools/pandoc/citeproc.py.  Each style is a run of its own, since
-- citeproc over one document twice would number it twice.

local job = pandoc.json.decode(io.read("a"), false)

local function references_of(csl_json)
  return pandoc.read(csl_json, "csljson").meta.references
end

local function resolve(blocks, style, references, linked)
  local meta = {
    csl = style.path,
    lang = style.lang,
    references = references,
    ["link-citations"] = linked,
  }
  -- Left unsaid otherwise: pandoc then does what the class of the style wants.
  if style.after then
    meta["notes-after-punctuation"] = true
  end
  return pandoc.utils.citeproc(pandoc.Pandoc(blocks, pandoc.Meta(meta)))
end

local function encoded(blocks)
  return pandoc.write(pandoc.Pandoc(blocks), "json")
end

local answer = {works = {}}

if job.document then
  local doc = pandoc.read(job.document, "json")
  answer.document = encoded(resolve(doc.blocks, job.style, references_of(job.references), true).blocks)
end

for index, work in ipairs(job.works or {}) do
  local key = work.key
  local citation = pandoc.Citation(key, "NormalCitation", {}, pandoc.Inlines(work.suffix))
  local cite = pandoc.Cite({pandoc.Str("[@" .. key .. "]")}, {citation})
  local doc = resolve({pandoc.Para({cite})}, work.style, references_of(work.item), false)
  answer.works[index] = encoded(doc.blocks)
end

io.write(pandoc.json.encode(answer))
