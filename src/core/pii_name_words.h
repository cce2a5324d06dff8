/*
 * pii_name_words: which characters make names, and which words only look so.
 */
#ifndef CORE_PII_NAME_WORDS_H
#define CORE_PII_NAME_WORDS_H

extern const char surnames_sure[];     /* hardly the beginning of a word */
extern const char surnames_wordy[];    /* of ordinary words too */
extern const char surnames_compound[]; /* two characters each, with blanks between */
extern const char given_usual[];
extern const char given_never[];
extern const char transliterations[]; /* of Turkic, Tibetan, Mongol and Yi names */
extern const char not_names[];	      /* words that begin with a surname, with blanks between */

#endif
