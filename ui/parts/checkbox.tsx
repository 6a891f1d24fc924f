type Props = {
  label: string;
  name: string;
  checked: boolean;
  onToggle: (checked: boolean) => void;
};

export const Checkbox = ({ label, name, checked, onToggle }: Props) => (
  <label class="checkbox">
    <input
      type="checkbox"
      name={name}
      checked={checked}
      onChange={(event) => onToggle(event.currentTarget.checked)}
    />
    <span>{label}</span>
  </label>
);
