/** A person's or the general link's role, chosen in its place; takes effect at once. */
import { roles, type Role } from '../../contract/session.ts';
import { texts } from '../texts/texts.ts';

interface RoleSelectProps {
  readonly role: Role;
  readonly label: string;
  readonly disabled: boolean;
  /** Without an outline until the pointer is there: one of many in a table. */
  readonly bare?: boolean;
  readonly onChange: (role: Role) => void;
}

export function RoleSelect({ role, label, disabled, bare = false, onChange }: RoleSelectProps) {
  return (
    <select
      class={bare ? 'pick bare' : 'pick'}
      aria-label={label}
      disabled={disabled}
      value={role}
      onChange={(event) => {
        const chosen = roles.find((candidate) => candidate === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {roles.map((name) => (
        <option key={name} value={name}>
          {texts.roles.name({ role: name })}
        </option>
      ))}
    </select>
  );
}
