import { NameFields } from '../parts/name-fields.tsx';
import { type } from './model.ts';
import type { NewInbox } from './wizard.ts';

/** What the new inbox is called. */
export const NameCard = ({ wizard }: { wizard: NewInbox }) => {
  const { draft, errors } = wizard.state.value;
  return (
    <section class="card">
      <h2 class="card-title">Name</h2>
      <div class="two-columns">
        <NameFields
          values={draft}
          errors={errors}
          onText={(field, text) => wizard.change((state) => type(state, field, text))}
        />
      </div>
    </section>
  );
};
