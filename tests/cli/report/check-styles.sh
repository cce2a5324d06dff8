# A correct report stays correct however it was typed: marks, blanks, line breaks, spans, added tables.
. "$CASE/published.inc"
true_figures >plain.spec
same plain | tee plain.said
for style in half curly 'nbsp breaks' halves split extra added unmerged together \
	'half nbsp breaks halves split extra added together'; do
	{ true_figures; echo "style $style"; } >styled.spec
	same styled >styled.said
	sed 's/^== styled/== plain/' styled.said | cmp -s - plain.said || { echo "== $style"; cat styled.said; }
done
