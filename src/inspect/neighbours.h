/*
 * neighbours: names of persons in a folded text, and what stands beside them.
 *
 * A name alone says little: many bear it, and many names are words (和平, 高龄,
 * 安康).  It is a person's
 * - together with something else known of a bearer within 256 bytes of folded
 *   text (some 80 ideographs, or the row before and behind): birth date in any
 *   notation, last four of the identity number or phone, village or town;
 *   where a name of two characters stands inside other ideographs, only the
 *   birth date counts;
 * - alone as a word or cell of its own, when it has three characters or more,
 *   and with two when at least three different such names stand in the piece:
 *   a list of names;
 * - anywhere in the name of a file or of an archive's member, when it has three
 *   characters or more: attachments are called after the applicant.
 */
#ifndef INSPECT_NEIGHBOURS_H
#define INSPECT_NEIGHBOURS_H

#include "inspect/search.h"
#include "inspect/values.h"

/* is_title: the text is the name of a file.  Leaves in hits only the names that are
 * persons', and all that is no name. */
void neighbours_judge(const struct values *v, const struct folded *f, bool is_title,
		      struct search_hits *hits);

#endif
