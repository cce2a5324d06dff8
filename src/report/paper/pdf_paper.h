/*
 * pdf_paper: the paper that a PDF is written on: pages with the margins of GB/T 9704-2012
 * (A4; 37 mm above, 28 mm at the left; type area 156 by 225 mm; the number of the page
 * below it, at the right of odd and at the left of even pages), and the fonts.
 *
 * Fonts are looked for by name in an order of preference; the Han faces of Noto are
 * the last of each list.  A character that no font of the machine has is kept in
 * `lacking`: such a document must not be written.  Lengths are points.
 */
#ifndef REPORT_PDF_PAPER_H
#define REPORT_PDF_PAPER_H

#include "report/paper/doc.h"

/* As their own headers say, which need include paths that not every reader of this has. */
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct _PangoContext PangoContext;
typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct _PangoLayout PangoLayout;

enum pdf_align { PDF_LEFT, PDF_CENTRE, PDF_RIGHT };

enum pdf_face { PDF_TITLE, PDF_BODY, PDF_HEI, PDF_KAI, PDF_SONG, PDF_FACES };

struct pdf {
	const struct doc *d;
	struct buf bytes;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoFontMap *fonts;
	PangoContext *pango;
	PangoFontDescription *faces[PDF_FACES];
	bool is_bold[PDF_FACES];
	double left, top, width, bottom; /* type area of the page */
	double y;			 /* where the next thing goes */
	int page;
	bool landscape;	  /* this page */
	int parents[4];	  /* of outline entries, by level */
	uint32_t lacking; /* or 0 */
};

/* ERR_CONFIG when the machine has no font at all. */
int pdf_paper_open(struct pdf *p, const struct doc *d, struct err *err);
/* The last page is finished; bytes hold the file. */
int pdf_paper_finish(struct pdf *p, const char *name, struct err *err);
void pdf_paper_release(struct pdf *p);

void pdf_page(struct pdf *p, bool landscape);
/* Height of the type area of such a page, and its width. */
double pdf_page_height(bool landscape);
double pdf_page_width(bool landscape);
/* A new page, unless that much is left on this one or it is empty. */
void pdf_need(struct pdf *p, double height);
bool pdf_page_is_empty(const struct pdf *p);

/* A text that is not wrapped yet; g_object_unref() it. */
PangoLayout *pdf_layout(struct pdf *p, enum pdf_face face, double size, bool bold,
			const char *text);
void pdf_wrap(PangoLayout *layout, double width, enum pdf_align align);
/* Centred, the lines about as long as each other: in the narrowest width that needs no more
 * of them, which begins that far from the left. */
double pdf_wrap_evenly(PangoLayout *layout, double width);
/* Draws lines from ... to - 1 of it below y, each `leading` high; returns how far down. */
double pdf_lines(struct pdf *p, PangoLayout *layout, double x, double y, double size,
		 double leading, int from, int to);
double pdf_layout_width(PangoLayout *layout);
void pdf_tag(struct pdf *p, const char *tag);
void pdf_untag(struct pdf *p, const char *tag);

#endif
