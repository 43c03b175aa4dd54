<?php
# SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for the Translate extension, which Debian does not carry, in the two points our sync can see:
// a translation page has the page property "translate-is-translation" (empty value), and markup of
// translatable pages does not show in the rendered text.
// A page is a translation when its last part is a language code and the page above it holds <translate>:
// a page that merely ends in something like a language code is not.

function localwikiIsTranslation( Title $title ): bool {
	if ( $title->getNamespace() !== NS_MAIN || !$title->isSubpage() ) {
		return false;
	}
	$services = MediaWiki\MediaWikiServices::getInstance();
	if ( !$services->getLanguageNameUtils()->isKnownLanguageTag( $title->getSubpageText() ) ) {
		return false;
	}
	$source = $services->getWikiPageFactory()->newFromTitle( $title->getBaseTitle() )->getContent();
	return $source instanceof TextContent && preg_match( '/<translate( nowrap)?>/', $source->getText() );
}

$wgHooks['ParserAfterTidy'][] = static function ( $parser ) {
	$title = Title::castFromPageReference( $parser->getPage() );
	if ( $title && localwikiIsTranslation( $title ) ) {
		$parser->getOutput()->setPageProperty( 'translate-is-translation', '' );
	}
};

$wgHooks['ParserBeforeInternalParse'][] = static function ( $parser, &$text ) {
	$marks = [ '~</?translate(\s[^>]*)?>~', '~<!--T:[^>]*-->~', '~<languages\s*/>~', '~<tvar[ |][^>]*>~', '~</(tvar)?>~' ];
	$text = preg_replace( $marks, '', $text );
};
