<?php
# SPDX-License-Identifier: GPL-3.0-or-later
// Lets the text of a page's current revision be hidden. MediaWiki refuses to hide it, and were it marked as hidden in
// the database it would show it all the same, in the belief that this cannot be. A reader can still be told that a
// text is hidden, when another revision takes its place between two of the reader's requests; this makes that
// answer one that a test can ask for. Whoever may read deleted text gets it, as for revisions hidden in earnest.

function localwikiWithhold( array &$data ): void {
	if ( array_key_exists( 'content', $data ) || array_key_exists( '*', $data ) ) {
		unset( $data['content'], $data['*'] );
		$data['texthidden'] = true;
	}
	foreach ( $data['slots'] ?? [] as $role => $slot ) {
		if ( is_array( $slot ) ) {
			localwikiWithhold( $data['slots'][$role] );
		}
	}
}

$wgHooks['ApiQueryBaseProcessRow'][] = static function ( $module, $row, &$data ) {
	$hidden = ( (int)( $row->rev_deleted ?? 0 ) & 1 ) && ( $row->rev_id ?? 0 ) === ( $row->page_latest ?? -1 );
	if ( $hidden && !$module->getUser()->isAllowed( 'deletedtext' ) ) {
		localwikiWithhold( $data );
	}
};
