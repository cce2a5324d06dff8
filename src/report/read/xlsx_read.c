/* XLSX: the sheets that are shown, in their order. */
#include <stdlib.h>

#include "core/mem.h"
#include "report/read/office_read.h"
#include "report/read/office_rels.h"
#include "report/read/read.h"
#include "report/read/xlsx_about.h"
#include "report/read/xlsx_sheet.h"

struct xlsx_in {
	const struct zip_parts *parts;
	const char *name;
	struct office_rels rels;
	struct xlsx_strings strings;
	struct page_flow flow;
	size_t bytes; /* of text, over all sheets */
	bool has_about;
};

static int read_strings(struct xlsx_in *in, struct err *err)
{
	const char *target = office_rels_of(&in->rels, "sharedStrings");
	struct str bytes;

	if (target && zip_parts_find(in->parts, target, &bytes) &&
	    xlsx_strings_read(bytes, in->name, &in->strings, err) < 0)
		return -1;
	target = office_rels_of(&in->rels, "styles");
	if (target && zip_parts_find(in->parts, target, &bytes))
		return xlsx_formats_read(bytes, in->name, &in->strings, err);
	return 0;
}

static int read_sheet(struct xlsx_in *in, const struct office_rel *rel, const char *title,
		      struct err *err)
{
	struct xlsx_sheet s = { .file = in->name, .strings = &in->strings, .bytes = in->bytes };
	struct str bytes;
	int ret;

	if (!zip_parts_find(in->parts, rel->target, &bytes))
		return err_set(err, ERR_DATA, "%s: without the sheet %s", in->name, title);
	ret = xlsx_sheet_read(bytes, rel->target, &s, err);
	if (ret == 0)
		ret = xlsx_sheet_put(&s, title, &in->flow, err);
	if (ret == 0)
		in->has_about |= xlsx_about_take(in->flow.d);
	in->bytes = s.bytes;
	xlsx_sheet_release(&s);
	return ret;
}

/* Hidden sheets and sheets of charts are left out. */
static int take_sheet(struct xlsx_in *in, struct xml_pull *x, struct err *err)
{
	const char *id = xml_pull_attribute(x, "id"), *state, *name;
	const struct office_rel *rel = id ? office_rels_find(&in->rels, id) : NULL;
	char *title;
	int ret;

	state = xml_pull_attribute(x, "state");
	if ((state && strcmp(state, "visible") != 0) ||
	    (rel && strcmp(rel->type, "worksheet") != 0))
		return 0;
	name = xml_pull_attribute(x, "name");
	title = mem_strdup(name ? name : "");
	ret = rel ? read_sheet(in, rel, title, err)
		  : err_set(err, ERR_DATA, "%s: without the sheet %s", in->name, title);
	free(title);
	return ret;
}

static int read_sheets(struct xlsx_in *in, struct str bytes, const char *part, struct err *err)
{
	struct xml_pull x;
	int ret = xml_pull_open(&x, bytes, in->name, part, err), nsheets = 0;

	while (ret == 0 && (ret = xml_pull_next(&x, err)) > 0) {
		ret = 0;
		if (x.kind != XML_PULL_START || !xml_pull_is(&x, "sheet"))
			continue;
		ret = ++nsheets > 1000
			      ? err_set(err, ERR_DATA, "%s: more than 1000 sheets", in->name)
			      : take_sheet(in, &x, err);
	}
	xml_pull_close(&x);
	return ret;
}

int xlsx_parts_read(const struct zip_parts *z, const char *part, const char *name, struct doc *d,
		    struct err *err)
{
	struct xlsx_in in = { .parts = z, .name = name };
	struct str bytes;
	int ret;

	if (!zip_parts_find(z, part, &bytes))
		return err_set(err, ERR_DATA, "%s: without its main part", name);
	flow_init(&in.flow, d, name);
	ret = office_rels_read(z, part, name, &in.rels, err);
	if (ret == 0)
		ret = read_strings(&in, err);
	if (ret == 0)
		ret = read_sheets(&in, bytes, part, err);
	flow_end(&in.flow);
	if (ret == 0 && in.has_about)
		xlsx_about_place(d);
	flow_release(&in.flow);
	xlsx_strings_release(&in.strings);
	office_rels_release(&in.rels);
	return ret;
}
