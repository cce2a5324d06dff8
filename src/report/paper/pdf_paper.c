#include "report/paper/pdf_paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/paper/printable.h"

#define MM (72.0 / 25.4)

enum { NAMES = 12 };

/* The names that the standard asks for, then those that other systems have. */
static const char *const wanted[PDF_FACES][NAMES] = {
	[PDF_TITLE] = { "方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK",
			"FZXiaoBiaoSong-B05", "Noto Serif CJK SC", "Source Han Serif SC",
			"Noto Sans CJK SC", NULL },
	[PDF_BODY] = { "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋",
		       "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC",
		       NULL },
	[PDF_HEI] = { "黑体", "SimHei", "华文黑体", "STHeiti", "Noto Sans CJK SC",
		      "Source Han Sans SC", "Noto Serif CJK SC", NULL },
	[PDF_KAI] = { "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti",
		      "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", NULL },
	[PDF_SONG] = { "宋体", "SimSun", "华文宋体", "STSong", "Noto Serif CJK SC",
		       "Source Han Serif SC", "Noto Sans CJK SC", NULL },
};

#ifdef __SANITIZE_ADDRESS__
/* Cairo 1.16 forgets a table for each font of CFF outlines that it embeds, fontconfig its
 * configuration: some kilobytes of a program that ends, and nothing that is ours to free. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);

const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}

const char *__lsan_default_suppressions(void)
{
	return "leak:libcairo.so\nleak:libfontconfig.so\n";
}
#endif

static cairo_status_t take_bytes(void *to, const unsigned char *p, unsigned int n)
{
	buf_add(to, p, n);
	return CAIRO_STATUS_SUCCESS;
}

/* Of the wanted families those that are there, best first; what none of them has is
 * taken from any font that has it. */
static void choose_face(struct pdf *p, enum pdf_face face)
{
	struct buf names = BUF_INIT;
	int i;

	p->is_bold[face] = true;
	for (i = 0; wanted[face][i]; i++) {
		if (!pango_font_map_get_family(p->fonts, wanted[face][i]))
			continue;
		/* The title's own face is heavy; a face that stands in for it is set bold. */
		if (!names.n)
			p->is_bold[face] = face == PDF_TITLE && i > 3;
		buf_printf(&names, "%s%s", names.n ? "," : "", wanted[face][i]);
	}
	p->faces[face] = pango_font_description_new();
	pango_font_description_set_family(p->faces[face], names.n ? names.p : "serif");
	buf_release(&names);
}

static int open_fonts(struct pdf *p, struct err *err)
{
	cairo_font_options_t *options = cairo_font_options_create();
	PangoFontFamily **families = NULL;
	int n = 0, i;

	p->fonts = pango_cairo_font_map_new();
	pango_font_map_list_families(p->fonts, &families, &n);
	g_free(families);
	p->pango = pango_font_map_create_context(p->fonts);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(p->pango, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(p->pango, 72);
	pango_context_set_round_glyph_positions(p->pango, FALSE);
	pango_context_set_language(p->pango, pango_language_from_string("zh-cn"));
	pango_context_set_base_dir(p->pango, PANGO_DIRECTION_LTR);
	if (n == 0)
		return err_set(err, ERR_CONFIG,
			       "no font is installed: PDF needs one with Han characters, "
			       "such as that of the package fonts-noto-cjk");
	for (i = 0; i < PDF_FACES; i++)
		choose_face(p, (enum pdf_face)i);
	return 0;
}

static void set_metadata(struct pdf *p)
{
	struct buf b = BUF_INIT;

	printable_put(&b, p->d->title, false);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, b.p);
	buf_clear(&b);
	printable_put(&b, p->d->issuer, false);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_AUTHOR, b.p);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "yangguang");
	/* The clock must not show in the bytes. */
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
	buf_release(&b);
}

int pdf_paper_open(struct pdf *p, const struct doc *d, struct err *err)
{
	*p = (struct pdf){ .d = d, .bytes = BUF_INIT };
	if (open_fonts(p, err) < 0)
		return -1;
	p->surface = cairo_pdf_surface_create_for_stream(take_bytes, &p->bytes, 210 * MM, 297 * MM);
	p->cr = cairo_create(p->surface);
	set_metadata(p);
	return 0;
}

int pdf_paper_finish(struct pdf *p, const char *name, struct err *err)
{
	cairo_status_t status;

	cairo_show_page(p->cr);
	status = cairo_status(p->cr);
	cairo_surface_finish(p->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(p->surface);
	if (p->lacking)
		return err_set(err, ERR_CONFIG,
			       "%s: no installed font has the character U+%04X: install one, such "
			       "as that of the package fonts-noto-cjk",
			       name, (unsigned)p->lacking);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_IO, "%s: cannot draw: %s", name,
			       cairo_status_to_string(status));
	return 0;
}

void pdf_paper_release(struct pdf *p)
{
	int i;

	for (i = 0; i < PDF_FACES; i++)
		pango_font_description_free(p->faces[i]);
	if (p->cr)
		cairo_destroy(p->cr);
	if (p->surface)
		cairo_surface_destroy(p->surface);
	g_clear_object(&p->pango);
	g_clear_object(&p->fonts);
	buf_release(&p->bytes);
}

double pdf_page_height(bool landscape)
{
	return landscape ? 156 * MM : 225 * MM;
}

double pdf_page_width(bool landscape)
{
	return landscape ? 225 * MM : 156 * MM;
}

/* Above the type area: what kind of copy it is. */
static void put_mark(struct pdf *p)
{
	const char *text = p->d->draft ? (p->d->demo ? "送审稿　演示数据" : "送审稿") : "演示数据";
	PangoLayout *layout = pdf_layout(p, PDF_HEI, 14, false, text);
	double width = pdf_layout_width(layout);

	cairo_set_source_rgb(p->cr, 0.70, 0.05, 0.05);
	pdf_lines(p, layout, p->left + (p->width - width) / 2, p->top - 14 * MM, 14, 14, 0, 1);
	cairo_set_line_width(p->cr, 0.75);
	cairo_rectangle(p->cr, p->left + (p->width - width) / 2 - 8, p->top - 14 * MM - 4,
			width + 16, 22);
	cairo_stroke(p->cr);
	cairo_set_source_rgb(p->cr, 0, 0, 0);
	g_object_unref(layout);
}

static void put_number(struct pdf *p)
{
	char text[32];
	PangoLayout *layout;
	double x;

	snprintf(text, sizeof(text), "— %d —", p->page);
	layout = pdf_layout(p, PDF_SONG, 14, false, text);
	x = p->page % 2 ? p->left + p->width - 14 - pdf_layout_width(layout) : p->left + 14;
	pdf_lines(p, layout, x, p->bottom + 7 * MM, 14, 14, 0, 1);
	g_object_unref(layout);
}

void pdf_page(struct pdf *p, bool landscape)
{
	if (p->page++)
		cairo_show_page(p->cr);
	p->landscape = landscape;
	cairo_pdf_surface_set_size(p->surface, (landscape ? 297 : 210) * MM,
				   (landscape ? 210 : 297) * MM);
	p->left = landscape ? 36 * MM : 28 * MM;
	p->top = landscape ? 28 * MM : 37 * MM;
	p->width = pdf_page_width(landscape);
	p->bottom = p->top + pdf_page_height(landscape);
	p->y = p->top;
	cairo_set_source_rgb(p->cr, 0, 0, 0);
	if (p->d->draft || p->d->demo)
		put_mark(p);
	put_number(p);
}

bool pdf_page_is_empty(const struct pdf *p)
{
	return p->y <= p->top;
}

void pdf_need(struct pdf *p, double height)
{
	if (p->y + height > p->bottom + 0.01 && !pdf_page_is_empty(p))
		pdf_page(p, p->d->landscape);
}

/* The first character for which there is only a box. */
static void find_lacking(struct pdf *p, PangoLayout *layout)
{
	GSList *line = pango_layout_get_lines_readonly(layout), *run;
	int i;

	for (; line && !p->lacking; line = line->next)
		for (run = ((PangoLayoutLine *)line->data)->runs; run; run = run->next) {
			const PangoGlyphString *glyphs = ((PangoGlyphItem *)run->data)->glyphs;

			for (i = 0; i < glyphs->num_glyphs && !p->lacking; i++)
				if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
					p->lacking = glyphs->glyphs[i].glyph &
						     ~(uint32_t)PANGO_GLYPH_UNKNOWN_FLAG;
		}
}

PangoLayout *pdf_layout(struct pdf *p, enum pdf_face face, double size, bool bold, const char *text)
{
	PangoLayout *layout = pango_layout_new(p->pango);
	PangoFontDescription *font = pango_font_description_copy(p->faces[face]);
	struct buf b = BUF_INIT;

	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	if (bold || p->is_bold[face])
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	printable_put(&b, text, true);
	pango_layout_set_auto_dir(layout, FALSE);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_text(layout, b.p, (int)b.n);
	if (!p->lacking && pango_layout_get_unknown_glyphs_count(layout) > 0)
		find_lacking(p, layout);
	pango_font_description_free(font);
	buf_release(&b);
	return layout;
}

void pdf_wrap(PangoLayout *layout, double width, enum pdf_align align)
{
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(layout, align == PDF_LEFT	 ? PANGO_ALIGN_LEFT
					   : align == PDF_CENTRE ? PANGO_ALIGN_CENTER
								 : PANGO_ALIGN_RIGHT);
}

double pdf_wrap_evenly(PangoLayout *layout, double width)
{
	int enough = (int)(width * PANGO_SCALE), less = enough / 2, middle, n;

	pdf_wrap(layout, width, PDF_CENTRE);
	n = pango_layout_get_line_count(layout);
	while (n > 1 && enough - less > PANGO_SCALE / 8) {
		middle = less + (enough - less) / 2;
		pango_layout_set_width(layout, middle);
		if (pango_layout_get_line_count(layout) > n)
			less = middle;
		else
			enough = middle;
	}
	pango_layout_set_width(layout, enough);
	return (width - (double)enough / PANGO_SCALE) / 2;
}

double pdf_layout_width(PangoLayout *layout)
{
	int width, height;

	pango_layout_get_size(layout, &width, &height);
	return (double)width / PANGO_SCALE;
}

/* A Han character stands in the middle of its line, its foot 0.12 em below the base. */
double pdf_lines(struct pdf *p, PangoLayout *layout, double x, double y, double size,
		 double leading, int from, int to)
{
	PangoLayoutIter *at = pango_layout_get_iter(layout);
	PangoRectangle extents;
	int i = 0;

	do {
		if (i < from || i >= to)
			continue;
		pango_layout_iter_get_line_extents(at, NULL, &extents);
		cairo_move_to(p->cr, x + (double)extents.x / PANGO_SCALE,
			      y + (leading - size) / 2 + 0.88 * size);
		pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(at));
		y += leading;
	} while (++i && pango_layout_iter_next_line(at));
	pango_layout_iter_free(at);
	return y;
}

void pdf_tag(struct pdf *p, const char *tag)
{
	cairo_tag_begin(p->cr, tag, NULL);
}

void pdf_untag(struct pdf *p, const char *tag)
{
	cairo_tag_end(p->cr, tag);
}
