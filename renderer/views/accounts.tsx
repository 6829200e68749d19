/** Everybody with an account: whether they have a password, where they are signed in, and how to end that. */
import { useId, useState } from 'preact/hooks';
import type { Account } from '../../contract/groups.ts';
import { useApp } from '../app-context.ts';
import type { Act } from '../state/act.ts';
import { texts } from '../texts/texts.ts';

const SHORTEST_PASSWORD = 8;

export function Accounts({ accounts, act }: { accounts: readonly Account[]; act: Act }) {
  return (
    <section class="group">
      <h2>{texts.groups.accounts}</h2>
      <ul class="entries">
        {accounts.map((account) => (
          <AccountRow key={account.name} account={account} act={act} />
        ))}
      </ul>
    </section>
  );
}

function AccountRow({ account, act }: { account: Account; act: Act }) {
  const { client } = useApp();
  const [setting, setSetting] = useState(false);
  const { name, password, browsers } = account;
  return (
    <li class="line">
      <div class="row wrap gap">
        <span class="fit">
          {name}
          <span class="caption path">
            {texts.groups.passwordKind[password]} · {texts.groups.browsers}{' '}
            {texts.groups.inBrowsers({ count: browsers })}
          </span>
        </span>
        <button
          type="button"
          class="btn quiet"
          aria-expanded={setting}
          aria-label={texts.groups.setPasswordLabel({ name })}
          onClick={() => setSetting(!setting)}
        >
          {texts.groups.setPassword}
        </button>
        {browsers > 0 && (
          <button
            type="button"
            class="btn quiet"
            aria-label={texts.groups.signOutLabel({ name })}
            onClick={() => void act(() => client.changeAccount(name, { signOut: true }))}
          >
            {texts.groups.signOut}
          </button>
        )}
        <button
          type="button"
          class="btn quiet stop"
          aria-label={texts.groups.removeAccountLabel({ name })}
          onClick={() => void act(() => client.removeAccount(name))}
        >
          {texts.groups.removeAccount}
        </button>
      </div>
      {setting && <PasswordForm name={name} act={act} onDone={() => setSetting(false)} />}
    </li>
  );
}

function PasswordForm({ name, act, onDone }: { name: string; act: Act; onDone: () => void }) {
  const { client } = useApp();
  const hint = useId();
  const [password, setPassword] = useState('');
  return (
    <form
      class="row wrap gap new"
      onSubmit={(event) => {
        event.preventDefault();
        void act(() => client.changeAccount(name, { password })).then((done) => {
          if (done) onDone();
        });
      }}
    >
      <input
        class="text"
        type="password"
        autocomplete="new-password"
        minLength={SHORTEST_PASSWORD}
        maxLength={200}
        required
        aria-label={texts.groups.newPassword({ name })}
        aria-describedby={hint}
        value={password}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
      <button class="btn">{texts.groups.savePassword}</button>
      <p id={hint} class="caption">
        {texts.groups.passwordHint}
      </p>
    </form>
  );
}
