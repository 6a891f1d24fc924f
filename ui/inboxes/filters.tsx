import type { Status } from '../../contract/inbox.ts';
import { statusNames } from '../messages.ts';
import { SearchIcon } from '../parts/icons.tsx';
import { Select } from '../parts/select.tsx';
import type { Filter } from './model.ts';

type Props = { filter: Filter; onChange: (change: Partial<Filter>) => void };

export const Filters = ({ filter, onChange }: Props) => (
  <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
    <div class="search">
      <SearchIcon />
      <input
        type="search"
        class="input"
        aria-label="Search by name or address"
        placeholder="Search by name or address"
        value={filter.q}
        onInput={(event) => onChange({ q: event.currentTarget.value })}
      />
    </div>
    <Select
      aria-label="Status"
      value={filter.status}
      onChoose={(status) => onChange({ status: status as Filter['status'] })}
    >
      <option value="">All statuses</option>
      {(Object.keys(statusNames) as Status[]).map((status) => (
        <option key={status} value={status}>
          {statusNames[status]}
        </option>
      ))}
    </Select>
  </form>
);
