/*
 * method_words: what a release of a table says of how it was protected, for who reads the
 * numbers: what was done, how far a number may be from the true one, whether parts add up.
 *
 * yg-protect leaves its statement in the metadata `yg.method`, a JSON object:
 *	{"method":"suppression","threshold":5,"basis":"..."}
 *	{"method":"rounding","base":3,"additive":true,"counts":[{"name":..,"label":..,"unit":..}]}
 *	{"method":"cell-key","D":5,"V":"3","js":2,"pstay":"0.5","additive":false,"counts":[...]}
 *	{"method":"laplace","epsilon":"1/2","at_least_zero":true,"additive":false,
 *	 "counts":[{..,"sensitivity":"1","cells":1,"rows":12,"scale":"24.00","error95":"72"}]}
 *	{"method":"gaussian","rho":"1/20","epsilon":"1.705","delta":"1e-6",..,"sigma":..}
 * datapackage.json carries it as it is, as `protection`.
 */
#ifndef PACKAGE_METHOD_WORDS_H
#define PACKAGE_METHOD_WORDS_H

#include "core/buf.h"
#include "core/err.h"
#include "core/json.h"

struct method_words {
	struct json_doc *doc;
	const char *method; /* a view: "rounding" */
};

/* ERR_DATA when the text is no statement of yg-protect. */
int method_words_read(struct method_words *w, const char *statement, struct err *err);
void method_words_release(struct method_words *w);
/* A heading: 小数舍入, "rounding of small counts to base 3". */
void method_words_put_name(const struct method_words *w, struct buf *b);
void method_words_put_english(const struct method_words *w, struct buf *b);
/* Chinese sentences: what was done; how large the errors are; how to add and read. */
void method_words_put_done(const struct method_words *w, struct buf *b);
void method_words_put_error(const struct method_words *w, struct buf *b);
void method_words_put_reading(const struct method_words *w, struct buf *b);

#endif
