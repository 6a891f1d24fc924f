import { TextField } from './field.tsx';

type Names = { name: string; displayName: string };

type Props = {
  values: Names;
  errors: Partial<Record<string, string>>;
  onText: (field: keyof Names, text: string) => void;
};

/** What an inbox is called: by the team, and by whoever gets mail from it. */
export const NameFields = ({ values, errors, onText }: Props) => (
  <>
    <TextField
      label="Name"
      name="name"
      autocomplete="off"
      hint="What your team calls this inbox."
      value={values.name}
      error={errors.name}
      onText={(text) => onText('name', text)}
    />
    <TextField
      label="Display name"
      name="displayName"
      autocomplete="off"
      optional
      hint="What customers see as the sender."
      value={values.displayName}
      error={errors.displayName}
      onText={(text) => onText('displayName', text)}
    />
  </>
);
