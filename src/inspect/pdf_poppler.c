/* The part that talks to poppler; it runs in a child of its own. */
#include <poppler.h>
#include <stdlib.h>

#include "core/mem.h"
#include "inspect/pdf_child.h"
#include "inspect/pdf_places.h"

static void put_text(FILE *to, const char *label, const char *text)
{
	if (text && *text)
		pdf_frame_put(to, PDF_TEXT, label, text, strlen(text));
}

static void put_owned(FILE *to, const char *label, char *text)
{
	put_text(to, label, text);
	g_free(text);
}

static void put_finding(FILE *to, const char *what)
{
	pdf_frame_put(to, PDF_STRUCTURE, "", what, strlen(what));
}

static void put_properties(PopplerDocument *d, FILE *to)
{
	put_owned(to, "title", poppler_document_get_title(d));
	put_owned(to, "author", poppler_document_get_author(d));
	put_owned(to, "subject", poppler_document_get_subject(d));
	put_owned(to, "keywords", poppler_document_get_keywords(d));
	put_owned(to, "creator", poppler_document_get_creator(d));
	put_owned(to, "producer", poppler_document_get_producer(d));
	put_owned(to, "XMP", poppler_document_get_metadata(d));
}

static void put_action(const PopplerAction *action, FILE *to)
{
	switch (action->type) {
	case POPPLER_ACTION_URI:
		put_text(to, "link", action->uri.uri);
		break;
	case POPPLER_ACTION_JAVASCRIPT:
		put_finding(to, "JavaScript");
		put_text(to, "JavaScript", action->javascript.script);
		break;
	case POPPLER_ACTION_LAUNCH:
		put_finding(to, "external link");
		put_text(to, "link", action->launch.file_name);
		put_text(to, "link", action->launch.params);
		break;
	case POPPLER_ACTION_GOTO_REMOTE:
		put_finding(to, "external link");
		put_text(to, "link", action->goto_remote.file_name);
		break;
	case POPPLER_ACTION_RENDITION:
	case POPPLER_ACTION_MOVIE:
		put_finding(to, "embedded object");
		break;
	default:
		break;
	}
}

static void put_links(PopplerPage *page, FILE *to)
{
	GList *list = poppler_page_get_link_mapping(page), *at;

	for (at = list; at; at = at->next)
		put_action(((PopplerLinkMapping *)at->data)->action, to);
	poppler_page_free_link_mapping(list);
}

static void put_annotation(PopplerAnnot *a, FILE *to)
{
	PopplerAnnotType type = poppler_annot_get_annot_type(a);

	if (type == POPPLER_ANNOT_LINK || type == POPPLER_ANNOT_WIDGET)
		return;
	put_finding(to, type == POPPLER_ANNOT_FILE_ATTACHMENT ? "attached file" : "comment");
	put_owned(to, "comment", poppler_annot_get_contents(a));
	put_owned(to, "comment", poppler_annot_get_name(a));
	if (POPPLER_IS_ANNOT_MARKUP(a)) {
		put_owned(to, "comment", poppler_annot_markup_get_label(POPPLER_ANNOT_MARKUP(a)));
		put_owned(to, "comment", poppler_annot_markup_get_subject(POPPLER_ANNOT_MARKUP(a)));
	}
}

static void put_annotations(PopplerPage *page, FILE *to)
{
	GList *list = poppler_page_get_annot_mapping(page), *at;

	for (at = list; at; at = at->next)
		put_annotation(((PopplerAnnotMapping *)at->data)->annot, to);
	poppler_page_free_annot_mapping(list);
}

static void put_fields(PopplerPage *page, FILE *to)
{
	GList *list = poppler_page_get_form_field_mapping(page), *at;

	if (list)
		put_finding(to, "form field");
	for (at = list; at; at = at->next) {
		PopplerFormField *f = ((PopplerFormFieldMapping *)at->data)->field;

		put_owned(to, "form field", poppler_form_field_get_name(f));
		put_owned(to, "form field", poppler_form_field_get_alternate_ui_name(f));
		if (poppler_form_field_get_field_type(f) == POPPLER_FORM_FIELD_TEXT)
			put_owned(to, "form field", poppler_form_field_text_get_text(f));
	}
	poppler_page_free_form_field_mapping(list);
}

/* As poppler reads it, and as it stands on the page: what it runs together, and what it takes
 * apart, may be a value. */
static void put_page_text(PopplerPage *page, int number, FILE *to)
{
	char *text = poppler_page_get_text(page), label[48];
	struct buf cells = BUF_INIT, joined = BUF_INIT;
	PopplerRectangle *places = NULL;
	struct pdf_box *boxes;
	guint i, n = 0;

	snprintf(label, sizeof(label), "page %d", number);
	put_text(to, label, text);
	if (text && poppler_page_get_text_layout(page, &places, &n)) {
		boxes = mem_zalloc(n, sizeof(*boxes));
		for (i = 0; i < n; i++)
			boxes[i] = (struct pdf_box){ places[i].x1, places[i].y1, places[i].x2,
						     places[i].y2 };
		pdf_places(text, boxes, n, &cells, &joined);
		snprintf(label, sizeof(label), "page %d, its cells", number);
		put_text(to, label, cells.p);
		snprintf(label, sizeof(label), "page %d" PDF_JOINED, number);
		if (cells.n && strcmp(cells.p, joined.p) != 0)
			put_text(to, label, joined.p);
		free(boxes);
	}
	buf_release(&cells);
	buf_release(&joined);
	g_free(places);
	g_free(text);
}

static void put_page(PopplerDocument *d, int i, FILE *to)
{
	PopplerPage *page = poppler_document_get_page(d, i);

	if (!page) {
		put_finding(to, "damaged: a page that cannot be read");
		return;
	}
	put_page_text(page, i + 1, to);
	put_links(page, to);
	put_annotations(page, to);
	put_fields(page, to);
	g_object_unref(page);
}

static gboolean collect(const gchar *p, gsize n, gpointer data, GError **error)
{
	(void)error;
	g_byte_array_append(data, (const guint8 *)p, (guint)n);
	return TRUE;
}

static void put_attachments(PopplerDocument *d, FILE *to)
{
	GList *list = poppler_document_get_attachments(d), *at;

	for (at = list; at; at = at->next) {
		PopplerAttachment *a = at->data;
		GByteArray *bytes = g_byte_array_new();

		put_finding(to, "attached file");
		if (a->name)
			put_text(to, "name of an attached file", a->name);
		if (a->description)
			put_text(to, "description of an attached file", a->description);
		if (poppler_attachment_save_to_callback(a, collect, bytes, NULL))
			pdf_frame_put(to, PDF_FILE, "", bytes->data, bytes->len);
		g_byte_array_free(bytes, TRUE);
		g_object_unref(a);
	}
	g_list_free(list);
}

/* Bookmarks. */
static void put_outline(PopplerIndexIter *at, int depth, FILE *to)
{
	PopplerIndexIter *below;
	PopplerAction *action;

	if (!at || depth > 16)
		return;
	do {
		action = poppler_index_iter_get_action(at);
		if (action) {
			put_text(to, "outline", action->any.title);
			poppler_action_free(action);
		}
		below = poppler_index_iter_get_child(at);
		put_outline(below, depth + 1, to);
		if (below)
			poppler_index_iter_free(below);
	} while (poppler_index_iter_next(at));
}

static void put_document(PopplerDocument *d, FILE *to)
{
	PopplerIndexIter *outline = poppler_index_iter_new(d);
	PopplerLayersIter *layers = poppler_layers_iter_new(d);
	int i, n = poppler_document_get_n_pages(d);

	put_properties(d, to);
	if (poppler_document_has_javascript(d))
		put_finding(to, "JavaScript");
	if (layers) {
		put_finding(to, "layers that can be hidden");
		poppler_layers_iter_free(layers);
	}
	put_outline(outline, 0, to);
	if (outline)
		poppler_index_iter_free(outline);
	put_attachments(d, to);
	for (i = 0; i < n; i++)
		put_page(d, i, to);
}

void pdf_poppler(struct str pdf, FILE *to)
{
	GBytes *bytes = g_bytes_new_static(pdf.p, pdf.n);
	GError *error = NULL;
	PopplerDocument *d = poppler_document_new_from_bytes(bytes, NULL, &error);

	if (d)
		put_document(d, to);
	else if (error && error->code == POPPLER_ERROR_ENCRYPTED)
		put_finding(to, "encrypted: cannot be read");
	else
		put_finding(to, "damaged: a PDF that cannot be read");
	pdf_frame_put(to, PDF_END, "", NULL, 0);
}
