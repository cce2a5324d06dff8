#include "report/read/office_rels.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/read/xml_pull.h"

enum { RELS_MAX = 10000 };

void office_rels_release(struct office_rels *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		free(r->items[i].id);
		free(r->items[i].type);
		free(r->items[i].target);
	}
	free(r->items);
	*r = (struct office_rels){ 0 };
}

static size_t folder_of(const char *part)
{
	const char *slash = strrchr(part, '/');

	return slash ? (size_t)(slash - part) + 1 : 0;
}

/* word/_rels/document.xml.rels for word/document.xml */
static void rels_part(const char *part, struct buf *b)
{
	buf_add(b, part, folder_of(part));
	buf_printf(b, "_rels/%s.rels", part + folder_of(part));
}

/* A target from the folder of the part, or from the root when it begins with a slash. */
static char *resolve(const char *part, const char *target)
{
	struct buf b = BUF_INIT;

	if (*target == '/') {
		target++;
	} else {
		buf_add(&b, part, folder_of(part));
		for (;;) {
			if (strncmp(target, "./", 2) == 0) {
				target += 2;
			} else if (strncmp(target, "../", 3) == 0) {
				target += 3;
				if (b.n)
					buf_cut(&b, b.n - 1);
				while (b.n && b.p[b.n - 1] != '/')
					buf_cut(&b, b.n - 1);
			} else {
				break;
			}
		}
	}
	buf_puts(&b, target);
	return buf_detach(&b);
}

static void take_rel(struct xml_pull *x, const char *part, struct office_rels *r)
{
	const char *id = xml_pull_attribute(x, "Id"), *type, *target, *mode;
	struct office_rel rel = { .id = mem_strdup(id ? id : "") };

	type = xml_pull_attribute(x, "Type");
	rel.type = mem_strdup(type ? type + folder_of(type) : "");
	mode = xml_pull_attribute(x, "TargetMode");
	if (mode && strcmp(mode, "External") == 0)
		target = NULL;
	else
		target = xml_pull_attribute(x, "Target");
	rel.target = resolve(part, target ? target : "");
	r->items = mem_grow(r->items, &r->room, r->n + 1, sizeof(*r->items));
	r->items[r->n++] = rel;
}

int office_rels_read(const struct zip_parts *z, const char *part, const char *name,
		     struct office_rels *r, struct err *err)
{
	struct buf path = BUF_INIT;
	struct str bytes;
	struct xml_pull x;
	int ret = 0;

	*r = (struct office_rels){ 0 };
	rels_part(part, &path);
	if (zip_parts_find(z, path.p, &bytes)) {
		ret = xml_pull_open(&x, bytes, name, path.p, err);
		while (ret == 0 && (ret = xml_pull_next(&x, err)) > 0) {
			ret = 0;
			if (x.kind != XML_PULL_START || !xml_pull_is(&x, "Relationship"))
				continue;
			take_rel(&x, part, r);
			if (r->n > RELS_MAX)
				ret = err_set(err, ERR_DATA, "%s: %s: more than %d relationships",
					      name, path.p, RELS_MAX);
		}
		xml_pull_close(&x);
	}
	buf_release(&path);
	return ret;
}

const char *office_rels_of(const struct office_rels *r, const char *type)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->items[i].type, type) == 0)
			return r->items[i].target;
	return NULL;
}

const struct office_rel *office_rels_find(const struct office_rels *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->items[i].id, id) == 0)
			return &r->items[i];
	return NULL;
}

int office_main(const struct zip_parts *z, const char *name, char **part, struct err *err)
{
	struct office_rels r;
	const char *target;
	int ret = office_rels_read(z, "", name, &r, err);

	target = ret == 0 ? office_rels_of(&r, "officeDocument") : NULL;
	*part = target ? mem_strdup(target) : NULL;
	office_rels_release(&r);
	return ret;
}
