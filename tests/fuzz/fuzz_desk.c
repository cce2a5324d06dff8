/*
 * Any bytes as what a report is made by: the first says as which.
 *	f  a form: what is accepted is printed, and judged by its own rules
 *	r  a report: its figures are made out of one record set
 *	e  what an officer entered, as JSON or XLSX; x: as the sheet of an XLSX, packed here
 */
#include <assert.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../unit/craft_zip.h"
#include "../unit/desk_scene.h"
#include "report/check/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[64];

static void store(const void *p, size_t n)
{
	static int fd = -1;

	if (fd < 0)
		fd = memfd_create("desk", MFD_CLOEXEC);
	if (ftruncate(fd, 0) < 0 || pwrite(fd, p, n, 0) != (ssize_t)n)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
}

/* Forms ---------------------------------------------------------------------- */

static void try_edition(const char *edition)
{
	const struct check_with with = { .published = true };
	struct verdicts found = { 0 };
	struct err err = ERR_INIT;
	struct filled filled;
	struct form form;
	struct doc d;
	char **rules;

	if (form_load(path, (struct period){ PERIOD_YEAR, 2025 }, edition, &form, &err) < 0) {
		assert(err.kind == ERR_CONFIG);
		return;
	}
	filled_init(&filled, &form, (struct period){ form.every, form.from.n });
	for (int i = 0; i < form_size(&form); i++) {
		assert(form_find(&form, form_cell(&form, i)->key) == i);
		filled_set(&filled, i, i % 5, i % 3, ORIGIN_FILE);
	}
	if (check_filled(&filled, &with, &found, &err) < 0)
		assert(err.kind == ERR_CONFIG);
	else if (form_size(&form) < 40 && check_coverage(&form, &with, &rules, &err) == 0)
		check_coverage_free(rules, &form);
	doc_init(&d);
	filled_doc(&filled, &d);
	doc_release(&d);
	verdicts_release(&found);
	filled_release(&filled);
	form_release(&form);
}

static void try_form(void)
{
	struct err err = ERR_INIT;
	char **names;
	size_t n, i;

	if (form_editions(path, &names, &n, &err) < 0) {
		assert(err.kind == ERR_CONFIG);
		return;
	}
	for (i = 0; i < n && i < 3; i++)
		try_edition(names[i]);
	for (i = 0; i < n; i++)
		free(names[i]);
	free(names);
	try_edition(NULL);
}

/* Reports -------------------------------------------------------------------- */

static const char report[] = SCENE_HEAD
	"\"entered\":[{\"name\":\"staff\",\"label\":\"人员\",\"type\":\"count\",\"required\":true},"
	"{\"name\":\"fees\",\"label\":\"收费\",\"unit\":\"元\",\"type\":\"amount\",\"scale\":2},"
	"{\"name\":\"share\",\"label\":\"比例\",\"type\":\"percent\"},"
	"{\"name\":\"words\",\"label\":\"说明\",\"type\":\"text\"}]}";

/* The scene of the unit tests, made once, and its report exchanged for the one that is tried. */
static struct scene *scene(void)
{
	static struct scene s;
	static bool is_open;

	if (!is_open) {
		scene_open(&s, report);
		scratch_remove(s.dir);
		is_open = true;
	}
	return &s;
}

static void try_report(void)
{
	const struct scene *s = scene();
	struct report_spec spec;
	struct figures figures = { 0 };
	struct figure_world world;
	struct buf b = BUF_INIT;
	struct err err = ERR_INIT;
	struct doc d;

	if (report_spec_read(path, &spec, &err) < 0) {
		assert(err.kind == ERR_CONFIG);
		return;
	}
	world = s->world;
	world.spec = &spec;
	world.figures = &figures;
	if (entered_figures(NULL, "r", "2025", &world, &err) < 0)
		abort();
	for (size_t i = 0; i < spec.nfigures; i++) {
		const struct spec_figure *f = &spec.figures[i];
		struct figure_name name = { f->name, f->label, f->unit };

		if (figure_make(&world, &f->rule, &name, &err) < 0) {
			assert(err.kind == ERR_CONFIG || err.kind == ERR_DATA);
			break;
		}
	}
	figures_json(&figures, true, &b);
	doc_init(&d);
	entered_blank(&spec, "r", "t", "2025", &d);
	if (doc_table_finish(&d.blocks[d.nblocks - 1].table, "r", &err) < 0)
		abort();
	doc_release(&d);
	buf_release(&b);
	figures_release(&figures);
	report_spec_release(&spec);
}

/* What was entered ----------------------------------------------------------- */

static void try_entered(void)
{
	const struct scene *s = scene();
	struct figures figures = { 0 };
	struct figure_world world;
	struct err err = ERR_INIT;
	struct entered e;

	if (entered_read(path, &e, &err) < 0) {
		assert(err.kind == ERR_CONFIG || err.kind == ERR_DATA);
		return;
	}
	world = s->world;
	world.figures = &figures;
	if (entered_figures(&e, "r", "2025", &world, &err) < 0)
		assert(err.kind == ERR_DATA);
	figures_release(&figures);
	entered_release(&e);
}

static void pack(const uint8_t *data, size_t size)
{
	static const char book[] = "<workbook><sheets><sheet name='a' id='a'/></sheets></workbook>";
	static const char rels[] =
		"<Relationships><Relationship Id='a' Type='x/%s' Target='%s'/></Relationships>";
	struct buf part = BUF_INIT, zip = BUF_INIT, first = BUF_INIT, second = BUF_INIT;
	struct craft_member members[4] = {
		{ .name = "_rels/.rels" },
		{ .name = "xl/workbook.xml", .text = book },
		{ .name = "xl/_rels/workbook.xml.rels" },
		{ .name = "xl/s.xml" },
	};

	buf_printf(&first, rels, "officeDocument", "xl/workbook.xml");
	buf_printf(&second, rels, "worksheet", "s.xml");
	buf_add(&part, data, size);
	members[0].text = first.p;
	members[2].text = second.p;
	members[3].text = part.p;
	members[3].n = part.n;
	craft_zip(&zip, members, 4, "");
	store(zip.p, zip.n);
	buf_release(&part);
	buf_release(&zip);
	buf_release(&first);
	buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	if (data[0] == 'x')
		pack(data + 1, size - 1);
	else
		store(data + 1, size - 1);
	if (data[0] == 'f')
		try_form();
	else if (data[0] == 'r')
		try_report();
	else
		try_entered();
	return 0;
}
