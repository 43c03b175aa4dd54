<?php
# SPDX-License-Identifier: GPL-3.0-or-later
// Creates the accounts of a JSON file: [{"name", "password", "groups": [], "bot_password": null or [appid, password, [grants]]}].
// One process for all of them, as starting MediaWiki costs far more than an account.

require_once getenv( 'MW_INSTALL_PATH' ) . '/maintenance/Maintenance.php';

class LocalwikiAccounts extends Maintenance {
	public function __construct() {
		parent::__construct();
		$this->addArg( 'file', 'JSON list of accounts' );
	}

	public function execute() {
		foreach ( json_decode( file_get_contents( $this->getArg( 0 ) ), true ) as $account ) {
			$user = User::newFromName( $account['name'], 'creatable' );
			if ( !$user ) {
				$this->fatalError( "Not a user name: {$account['name']}" );
			}
			if ( !$user->isRegistered() ) {
				$user->addToDatabase();
			}
			$this->givePassword( $user, $account['password'] );
			$groups = MediaWiki\MediaWikiServices::getInstance()->getUserGroupManager();
			foreach ( $account['groups'] as $group ) {
				$groups->addUserToGroup( $user, $group );
			}
			if ( $account['bot_password'] ) {
				$this->giveBotPassword( $user, ...$account['bot_password'] );
			}
		}
	}

	private function givePassword( User $user, string $password ) {
		$status = $user->changeAuthenticationData(
			[ 'username' => $user->getName(), 'password' => $password, 'retype' => $password ] );
		if ( !$status->isGood() ) {
			$this->fatalError( $status->getMessage( false, false, 'en' )->text() );
		}
	}

	private function giveBotPassword( User $user, string $appId, string $password, array $grants ) {
		$bot = BotPassword::newUnsaved( [ 'user' => $user, 'appId' => $appId, 'grants' => $grants ] );
		$factory = MediaWiki\MediaWikiServices::getInstance()->getPasswordFactory();
		$status = $bot->save( 'insert', $factory->newFromPlaintext( $password ) );
		if ( !$status->isGood() ) {
			$this->fatalError( $status->getMessage( false, false, 'en' )->text() );
		}
	}
}

$maintClass = LocalwikiAccounts::class;
require_once RUN_MAINTENANCE_IF_MAIN;
